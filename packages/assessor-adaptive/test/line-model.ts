import type { Assessment, Assessor, CounterSample, Direction, PerDirection, RttSample } from '@wanctl/core';
import { agenda, STEP_MS, seeded } from './model/fluid.js';
import { pipe } from './model/pipe.js';
import type { Road } from './model/road.js';

const DIRECTIONS: readonly Direction[] = ['download', 'upload'];
/** What acknowledgements take of the upload, share of the download. */
const ACK_SHARE = 0.025;
/** Time of a router write and of a read, ms. */
const WRITE_MS = 20;
const READ_MS = 20;
/** A probe without an answer by then is lost, ms. */
const PROBE_TIMEOUT_MS = 1000;

/** A line and how it is watched. Times are ms from the start. */
export interface Scene {
  readonly roads: PerDirection<Road>;
  readonly startBps: PerDirection<number>;
  readonly seconds: number;
  readonly baseRttMs?: number;
  readonly reflectors?: readonly string[];
  readonly tickMs?: number;
  /** Time between two reads of the counters; 0: none at all. */
  readonly pollMs?: number;
  readonly countersResetAtMs?: number;
  /** Added to an RTT, ms; null: the probe is lost. */
  extraMs?(nowMs: number, reflector: string, random: () => number): number | null;
}

/** What one tick left behind. */
export interface Moment {
  readonly atMs: number;
  readonly assessment: Assessment | null;
  readonly acceptedBps: PerDirection<number>;
}

/** An answered probe, whether the law had use for it or not: its delay over the base RTT, ms. */
export interface Felt {
  readonly sentAtMs: number;
  readonly delayMs: number;
}

/** All of a run. */
export interface Run<State> {
  readonly ticks: readonly Moment[];
  readonly felt: readonly Felt[];
  readonly state: State;
  /** Delivered over possible bytes since `fromMs`. */
  readonly utilisation: PerDirection<(fromMs?: number) => number>;
}

/** Runs a law on a line, in steps of 5 ms; the same scene gives the same run. */
export function runLine<State>(
  assessor: Assessor<State>,
  scene: Scene,
  from = assessor.initial(),
): Run<State> {
  const { roads, startBps, seconds, baseRttMs = 20, tickMs = 50, pollMs = 100 } = scene;
  const { reflectors = ['a', 'b', 'c', 'd'], extraMs = () => 0 } = scene;
  const later = agenda();
  const random = seeded(1);
  const pipes = {
    download: pipe('download', roads.download, startBps.download, baseRttMs, later),
    upload: pipe('upload', roads.upload, startBps.upload, baseRttMs, later),
  };
  const inbox = {
    rtt: [] as RttSample[],
    counters: { download: [], upload: [] } as Record<Direction, CounterSample[]>,
  };
  const accepted = { ...startBps };
  const pending = new Map<number, { source: string; sentAtMs: number }>();
  const ticks: Moment[] = [];
  const felt: Felt[] = [];
  const totals: { atMs: number; of: PerDirection<{ deliveredBytes: number; possibleBytes: number }> }[] = [];
  let state = from;
  let sequence = 0;

  function probe(nowMs: number) {
    const id = sequence++;
    const source = reflectors[id % reflectors.length] as string;
    pending.set(id, { source, sentAtMs: nowMs });
    const answer = (rttMs: number | null) => {
      if (pending.delete(id)) inbox.rtt.push({ kind: 'rtt', source, sequence: id, sentAtMs: nowMs, rttMs });
    };
    later.at(nowMs + PROBE_TIMEOUT_MS, () => answer(null));
    const addedMs = extraMs(nowMs, source, random);
    if (addedMs === null) return;
    pipes.upload.probe(nowMs, (upMs) =>
      later.at(upMs + baseRttMs, (inMs) =>
        pipes.download.probe(inMs, (atMs) => {
          felt.push({ sentAtMs: nowMs, delayMs: atMs - nowMs - baseRttMs });
          later.at(atMs + addedMs, (doneMs) => answer(doneMs - nowMs));
        }),
      ),
    );
  }

  function poll(nowMs: number) {
    for (const direction of DIRECTIONS) {
      const { router } = pipes[direction];
      const sample: CounterSample = {
        ...{ kind: 'counters', source: direction, sequence, atMs: nowMs, packets: 0, dropped: 0 },
        bytes: Math.round(router.shaper.sentBytes),
        queuedBytes: Math.round(router.queuedBytes()),
        queuedPackets: 0,
      };
      later.at(nowMs + READ_MS / 2, () => inbox.counters[direction].push(sample));
    }
  }

  function tick(nowMs: number) {
    const observation = {
      nowMs,
      rtt: inbox.rtt.splice(0),
      pending: [...pending.values()],
      counters: { download: inbox.counters.download.splice(0), upload: inbox.counters.upload.splice(0) },
      acceptedBps: { ...accepted },
    };
    const turn = assessor.assess(state, observation);
    state = turn.state;
    ticks.push({ atMs: nowMs, assessment: turn.assessment, acceptedBps: { ...accepted } });
    if (!turn.assessment) return;
    for (const direction of DIRECTIONS) {
      const { rateBps } = turn.assessment[direction];
      if (rateBps === accepted[direction]) continue;
      later.at(nowMs + WRITE_MS, () => {
        accepted[direction] = rateBps;
        pipes[direction].router.shaper.limitBps = rateBps;
      });
    }
  }

  for (let nowMs = 0; nowMs < seconds * 1000; nowMs += STEP_MS) {
    later.runUntil(nowMs);
    if (nowMs % 50 === 0) probe(nowMs);
    if (nowMs === scene.countersResetAtMs)
      for (const { router } of Object.values(pipes)) router.shaper.sentBytes = 0;
    if (pollMs > 0 && nowMs % pollMs === 30) poll(nowMs);
    if (nowMs % tickMs === 15) tick(nowMs);
    const deliveredBefore = pipes.download.totals.deliveredBytes;
    pipes.download.step(nowMs);
    pipes.upload.acknowledge((pipes.download.totals.deliveredBytes - deliveredBefore) * ACK_SHARE, nowMs);
    pipes.upload.step(nowMs);
    if (nowMs % 1000 === 0) {
      totals.push({
        atMs: nowMs,
        of: { download: { ...pipes.download.totals }, upload: { ...pipes.upload.totals } },
      });
    }
  }
  const utilisation =
    (direction: Direction) =>
    (fromMs = 0) => {
      const begin = totals.find(({ atMs }) => atMs >= fromMs)?.of[direction];
      const { deliveredBytes, possibleBytes } = pipes[direction].totals;
      return (deliveredBytes - (begin?.deliveredBytes ?? 0)) / (possibleBytes - (begin?.possibleBytes ?? 0));
    };
  return {
    ticks,
    felt,
    state,
    utilisation: { download: utilisation('download'), upload: utilisation('upload') },
  };
}
