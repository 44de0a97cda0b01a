import type { CounterSample } from '@wanctl/core';

/** What a queue may tell, by its name in a `CounterSample`. */
export type Signal = 'bytes' | 'packets' | 'dropped' | 'queuedBytes' | 'queuedPackets';

const ROUTER_NAMES: Readonly<Record<Signal, string>> = {
  bytes: 'bytes',
  packets: 'packets',
  dropped: 'dropped',
  queuedBytes: 'queued-bytes',
  queuedPackets: 'queued-packets',
};
const SIGNALS = Object.keys(ROUTER_NAMES) as Signal[];

/**
 * The signals that are known to move, with those that did between two reads. While no bytes pass nothing is learned:
 * RouterOS leaves `dropped` of a CAKE queue at 0 for ever, and a queue at rest looks the same.
 */
export function learnSignals(
  known: ReadonlySet<Signal>,
  before: CounterSample,
  after: CounterSample,
): ReadonlySet<Signal> {
  if (after.bytes === before.bytes) return known;
  const moved = SIGNALS.filter((signal) => !known.has(signal) && after[signal] !== before[signal]);
  return moved.length === 0 ? known : new Set([...known, ...moved]);
}

/** For people, with the router's names, e.g. `usable: bytes, packets; never seen to move: dropped`. */
export function describeSignals(known: ReadonlySet<Signal>): string {
  if (!known.has('bytes')) return 'no traffic seen';
  const still = SIGNALS.filter((signal) => !known.has(signal));
  const usable = `usable: ${namesOf([...known])}`;
  return still.length === 0 ? usable : `${usable}; never seen to move: ${namesOf(still)}`;
}

function namesOf(signals: readonly Signal[]): string {
  return signals.map((signal) => ROUTER_NAMES[signal]).join(', ');
}
