import {
  type Clock,
  type Direction,
  delay,
  type PerDirection,
  type RttSample,
  WanctlError,
} from '@wanctl/core';
import { addedDelayMs, type IdleRtts, idleRtts, median } from './delay.js';
import { findCeiling, type Trial } from './find-ceiling.js';
import { RAMP_SEC } from './iperf.js';

/** What a calibration has found. */
export interface Calibration {
  /** Of the reflectors' RTTs without load the median, ms. */
  readonly baselineRttMs: number;
  /** The highest rate at which the delay stays low, bit/s. */
  readonly bestBps: PerDirection<number>;
}

/** What it is done with. */
export interface Bench {
  readonly clock: Clock;
  /** What the probe has delivered so far. */
  readonly samples: readonly RttSample[];
  /** Sets the limit of that direction, 0 for none, and the other's to what it was. */
  limit(direction: Direction, limitBps: number): Promise<void>;
  /** Loads the line; gives what came through, bit/s. */
  load(direction: Direction): Promise<number>;
  /** Hears of each test that is about to begin. */
  begin(direction: Direction, limitBps: number): void;
  /** Hears of what it has shown. */
  end(trial: Trial): void;
  /** Rejects once the person has had enough. */
  readonly signal: AbortSignal;
}

/** How long the idle line is watched, ms. */
const IDLE_MS = 5000;
/** After each load the line's buffers drain, and late answers come in, for so long, ms. */
export const DRAIN_MS = 1500;
/** Less of a limit than this does not fill it. */
const FILLED_SHARE = 0.7;

/** Finds out what the line carries at an added delay of at most `targetMs`. Throws `WanctlError`. */
export async function calibrateLine(bench: Bench, targetMs: number): Promise<Calibration> {
  const fromMs = bench.clock.now();
  await delay(bench.clock, IDLE_MS);
  const idle = idleRtts(sentSince(bench, fromMs));
  if (idle.size === 0) {
    throw new WanctlError('ERR_PROBE_START', 'no reflector answers without load: is the line up and idle?');
  }
  const find = async (direction: Direction) => {
    const bestBps = await findCeiling((limitBps) => test(bench, idle, direction, limitBps), targetMs);
    if (bestBps !== null) return bestBps;
    throw new WanctlError(
      'ERR_PROBE_START',
      `${direction}: the delay stays more than ${targetMs} ms up at any limit: somebody else uses the line, or the queue is not where its traffic passes`,
    );
  };
  const bestBps = { download: await find('download'), upload: await find('upload') };
  return { baselineRttMs: median([...idle.values()]), bestBps };
}

async function test(bench: Bench, idle: IdleRtts, direction: Direction, limitBps: number): Promise<Trial> {
  bench.signal.throwIfAborted();
  bench.begin(direction, limitBps);
  await bench.limit(direction, limitBps);
  const fromMs = bench.clock.now() + RAMP_SEC * 1000;
  const rateBps = await bench.load(direction);
  const untilMs = bench.clock.now();
  await delay(bench.clock, DRAIN_MS);
  const underLoad = sentSince(bench, fromMs).filter(({ sentAtMs }) => sentAtMs <= untilMs);
  const addedMs = addedDelayMs(underLoad, idle);
  if (addedMs === null) {
    throw new WanctlError('ERR_PROBE_START', `too few probes under load (${underLoad.length}): test longer`);
  }
  if (rateBps < FILLED_SHARE * limitBps) {
    throw new WanctlError(
      'ERR_PROBE_START',
      `${direction}: only ${mbit(rateBps)} of ${mbit(limitBps)} Mbit/s came through: the line or the iperf3 server is busy; try again later`,
    );
  }
  const trial = { rateBps, addedMs };
  bench.end(trial);
  return trial;
}

function sentSince({ samples }: Bench, fromMs: number): readonly RttSample[] {
  return samples.filter(({ sentAtMs }) => sentAtMs >= fromMs);
}

function mbit(rateBps: number): string {
  return (rateBps / 1e6).toFixed(1);
}
