import type { Assessment, Events, Logger, Transport } from '@wanctl/core';
import { measuredBy, rangeText } from '../config/summary.js';
import type { LawDirection, LawThresholds, WanSettings } from '../config/wan-settings.js';
import { reasonText } from '../health/reason-text.js';
import { ZONES } from '../history/row.js';

/** Unless a zone gets worse, decisions are logged this often at most, ms: a little less than the usual cycle of 2 s. */
const SPACING_MS = 1900;

/** Tells at start what the WAN will be steered with. */
export function logHeader(settings: WanSettings, transport: Transport, logger: Logger): void {
  const { law, controller, probe } = settings;
  const isZones = controller.name === 'zones';
  logger.info(`WAN ${settings.wanName} from ${settings.file}, router over ${transport.description}`);
  for (const direction of ['download', 'upload'] as const) {
    const range = isZones ? zonesText(law[direction]) : rangeText(law[direction]);
    logger.info(`${direction}: ${range}`);
  }
  if (isZones) logThresholds(law.thresholds, logger);
  const median = isZones && settings.medianOfThree ? ' (median of three)' : '';
  const source = probe.kind === 'icmp' ? 'reflectors' : `probe "${probe.kind}"`;
  logger.info(`${source}: ${measuredBy(settings)}${median}`);
  logger.info(`law "${controller.name}", cycle ${settings.intervalMs / 1000} s`);
}

function logThresholds(thresholds: LawThresholds, logger: Logger): void {
  const { targetBloatMs, warnBloatMs, hardRedBloatMs, alphaBaseline, alphaLoad } = thresholds;
  logger.info(
    `thresholds: download ${targetBloatMs}/${warnBloatMs}/${hardRedBloatMs} ms, upload ${targetBloatMs}/${warnBloatMs} ms`,
  );
  logger.info(`smoothing: baseline ${alphaBaseline}, load ${alphaLoad} per 2 s`);
}

/** Logs each decision in the layout that tools of the original program parse, its reasons, and each rate the router took. */
export function logDecisions(wanName: string, events: Events, logger: Logger): void {
  let loggedAtMs = Number.NEGATIVE_INFINITY;
  let logged: Assessment | null = null;
  events.on('tick', ({ wan, atMs, assessment, observation }) => {
    if (wan !== wanName || assessment === null) return;
    if (!isWorse(assessment, logged) && atMs - loggedAtMs < SPACING_MS) return;
    logged = assessment;
    loggedAtMs = atMs;
    logger.info(decisionLine(wanName, assessment));
    for (const direction of ['download', 'upload'] as const) {
      const why = reasonText(assessment[direction].reason, observation.acceptedBps[direction]);
      logger.debug(`${direction}: ${why}`);
    }
  });
  events.on('applied', ({ wan, direction, rateBps, tookMs }) => {
    if (wan === wanName)
      logger.debug(`router has ${direction} ${rateBps} bit/s after ${tookMs.toFixed(1)} ms`);
  });
}

/** Whether either direction is in a worse zone than it was. */
function isWorse(now: Assessment, before: Assessment | null): boolean {
  return (['download', 'upload'] as const).some(
    (direction) => ZONES.indexOf(now[direction].zone) > (before ? ZONES.indexOf(before[direction].zone) : 0),
  );
}

/** `<wan>: [<DLZONE>/<ULZONE>] RTT=…ms, load_ewma=…ms, baseline=…ms, delta=…ms | DL=…M, UL=…M` */
export function decisionLine(wan: string, { download, upload, delay }: Assessment): string {
  const ms = (value: number | undefined) => (value === undefined ? '-' : `${roundHalfEven(value, 1)}ms`);
  const mbps = (bps: number) => `${roundHalfEven(bps / 1e6, 0)}M`;
  return (
    `${wan}: [${download.zone}/${upload.zone}] RTT=${ms(delay?.measuredMs)}, load_ewma=${ms(delay?.loadMs)}, ` +
    `baseline=${ms(delay?.baselineMs)}, delta=${ms(delay?.deltaMs)} | DL=${mbps(download.rateBps)}, UL=${mbps(upload.rateBps)}`
  );
}

/** Rounds as the original program's formatting does: a tie goes to the even digit. */
function roundHalfEven(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const floor = Math.floor(scaled);
  const isTie = scaled - floor === 0.5;
  return isTie && floor % 2 === 0 ? (floor / 10 ** digits).toFixed(digits) : value.toFixed(digits);
}

function zonesText(direction: LawDirection): string {
  const mbps = (bps: number) => bps / 1e6;
  const floors = [
    direction.floorGreenBps,
    direction.floorYellowBps,
    direction.floorSoftRedBps,
    direction.floorRedBps,
  ];
  return `floors ${floors.map(mbps).join('/')}, ceiling ${mbps(direction.ceilingBps)} Mbit/s, up ${mbps(direction.stepUpBps)} Mbit/s, down x${direction.factorDown} per 2 s`;
}
