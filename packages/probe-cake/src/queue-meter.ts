import { differenceBetween } from './counters.js';
import type { QueueReading } from './queue-snapshot.js';
import { meanRateBps, type RateWindow, slideWindow } from './rate-window.js';
import { learnSignals, type Signal } from './signals.js';

/** The achieved rate is the mean over this time, ms, or over the last two reads when they are further apart. */
const WINDOW_MS = 1000;

/** What the reads of one queue so far add up to. Immutable plain data. */
export interface QueueMeter {
  /** The read that the next one is compared with; null after a gap that a reboot may hide in. */
  readonly newest: QueueReading | null;
  readonly window: RateWindow;
  /** Signals that have moved while bytes passed. */
  readonly moving: ReadonlySet<Signal>;
  /** For how long the signals have been watched, ms. */
  readonly watchedMs: number;
  /** Packets dropped between the last two reads. */
  readonly dropped: number;
}

/** The figures of one queue. What the router does not really count, or not yet, is null. */
export interface QueueFigures {
  /** Middle of the read that they rest on, on the clock's monotonic scale, ms. */
  readonly atMs: number;
  /** Achieved rate, bit/s: the mean over the last second, or between the last two reads when they are further apart. */
  readonly rateBps: number | null;
  /** Shaper limit, bit/s; null: unlimited. */
  readonly limitBps: number | null;
  /** Achieved rate divided by the limit; above 1 for up to a second after a cut. */
  readonly load: number | null;
  readonly queuedBytes: number | null;
  readonly queuedPackets: number | null;
  /** Packets dropped between the last two reads. */
  readonly dropped: number | null;
}

/** A queue that nothing is known about. */
export const NEW_METER: QueueMeter = {
  newest: null,
  window: [],
  moving: new Set(),
  watchedMs: 0,
  dropped: 0,
};

/** The meter after another read. A pair of reads across a restart of the counters says nothing. */
export function meterRead(meter: QueueMeter, reading: QueueReading): QueueMeter {
  const { newest, window, moving, watchedMs } = meter;
  const after = reading.sample;
  const difference = newest && differenceBetween(newest.sample, after);
  if (!newest || !difference) return { ...meterGap(meter), newest: reading };
  const span = { fromMs: newest.sample.atMs, toMs: after.atMs, rateBps: difference.rateBps };
  return {
    newest: reading,
    window: slideWindow(window, span, WINDOW_MS),
    moving: learnSignals(moving, newest.sample, after),
    watchedMs: watchedMs + difference.elapsedMs,
    dropped: difference.dropped,
  };
}

/** The meter after a gap in the reads: what has been learned stays, the next read starts a new pair. */
export function meterGap({ moving, watchedMs }: QueueMeter): QueueMeter {
  return { ...NEW_METER, moving, watchedMs };
}

/** What a meter shows; null before the first read and after a gap. */
export function figuresOf({ newest, window, moving, dropped }: QueueMeter): QueueFigures | null {
  if (!newest) return null;
  const { sample, limitBps } = newest;
  const rateBps = meanRateBps(window, WINDOW_MS);
  return {
    atMs: sample.atMs,
    rateBps,
    limitBps,
    load: rateBps === null || limitBps === null ? null : rateBps / limitBps,
    queuedBytes: moving.has('queuedBytes') ? sample.queuedBytes : null,
    queuedPackets: moving.has('queuedPackets') ? sample.queuedPackets : null,
    dropped: moving.has('dropped') && window.length > 0 ? dropped : null,
  };
}
