import type { Clock, DirectionAssessment, Events } from '@wanctl/core';
import type { LiveEvent } from '@wanctl/dashboard';
import { redact } from '../config/redact.js';
import { reasonText } from '../health/reason-text.js';
import { ZONES } from '../history/row.js';

/** Unless a zone gets worse, decisions about a direction are told this often at most, ms: a law may flap. */
const SPACING_MS = 1900;

/** Puts what happens in a daemon into words, for `tell`; what goes on unchanged is told once. */
export function tellEvents(events: Events, clock: Clock, tell: (event: LiveEvent) => void): void {
  const faults = new Map<string, string>();
  const isDecision = decisionFilter();
  const say = (name: string, what: LiveEvent['what'], text: string) =>
    tell({ kind: 'event', atMs: clock.wall().getTime(), name, what, text: redact(text) });

  events.on('tick', ({ wan, atMs, assessment, observation }) => {
    if (!assessment) return;
    for (const direction of ['download', 'upload'] as const) {
      const decided = assessment[direction];
      if (!isDecision(`${wan} ${direction}`, decided, atMs)) continue;
      const why = reasonText(decided.reason, observation.acceptedBps[direction]);
      say(wan, 'decision', `${direction} ${decided.zone}; ${why}`);
    }
  });
  events.on('applied', ({ wan, direction, rateBps, tookMs }) => {
    faults.delete(wan);
    say(wan, 'write', `${direction} ${mbps(rateBps)}, accepted in ${tookMs.toFixed(0)} ms`);
  });
  events.on('write-failed', ({ wan, direction, rateBps, error }) => {
    if (faults.get(wan) === error) return;
    faults.set(wan, error);
    say(wan, 'fault', `the router did not take ${direction} ${mbps(rateBps)}: ${error}`);
  });
  events.on('measurement', ({ wan, measures, health: { state, detail } }) => {
    const subject = measures === 'rtt' ? 'measurement' : 'counters';
    say(wan, 'health', `${subject} ${state}${detail && `: ${detail}`}`);
  });
  events.on('steering', ({ name, on, wanted, reason }) => {
    const asked = wanted === on ? '' : `, ${wanted} is wanted`;
    say(name, 'steering', `new connections go over ${on}${asked}; ${reason.text}`);
  });
}

/** True for what is worth telling: another zone, or another rate for another reason, than was told last. */
function decisionFilter(): (of: string, decided: DirectionAssessment, atMs: number) => boolean {
  const last = new Map<string, { zone: DirectionAssessment['zone']; code: string; atMs: number }>();
  const rates = new Map<string, number>();
  return (of, { zone, rateBps, reason: { code } }, atMs) => {
    const told = last.get(of);
    const isOtherRate = rateBps !== rates.get(of);
    rates.set(of, rateBps);
    if (told && zone === told.zone && !(isOtherRate && code !== told.code)) return false;
    const isWorse = !told || ZONES.indexOf(zone) > ZONES.indexOf(told.zone);
    if (!isWorse && atMs - told.atMs < SPACING_MS) return false;
    last.set(of, { zone, code, atMs });
    return true;
  };
}

function mbps(bps: number): string {
  return `${(bps / 1e6).toFixed(1)} Mbit/s`;
}
