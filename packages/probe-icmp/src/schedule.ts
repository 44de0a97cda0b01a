import type { Target } from './engine.js';
import { MIN_INTERVAL_MS } from './options.js';

/** A host and the address that its name stands for; null while unknown. */
export interface Place {
  readonly host: string;
  readonly address: string | null;
}

/** How often to probe: each host every so many ms, or all together so many times a second. */
export type Pace = { readonly intervalMs: number } | { readonly ratePerSec: number };

/** Time between two trials of a host that was set aside, ms. */
const TRIAL_MS = 30_000;

/** The time between two probes to one of so many hosts, whole ms. */
export function intervalOf(pace: Pace, hosts: number): number {
  if ('intervalMs' in pace) return pace.intervalMs;
  return Math.max(MIN_INTERVAL_MS, Math.ceil((1000 * hosts) / pace.ratePerSec));
}

/** Targets in even distances. A host keeps its place, whoever else has an address. */
export function targetsOf(places: readonly Place[], pace: Pace): Target[] {
  const addresses = places.flatMap(({ address }) => address ?? []);
  const namesOf = (address: string) => addresses.filter((other) => other === address).length;
  // Names of one address share what it may get.
  const leastMs = MIN_INTERVAL_MS * Math.max(1, ...addresses.map(namesOf));
  return spread(places, Math.max(intervalOf(pace, places.length), leastMs), 0);
}

/** Trials of hosts that were set aside, the first after 30 s. */
export function trialsOf(places: readonly Place[]): Target[] {
  return spread(places, TRIAL_MS, TRIAL_MS);
}

function spread(places: readonly Place[], intervalMs: number, firstMs: number): Target[] {
  return places.flatMap(({ host, address }, index) =>
    address === null
      ? []
      : [{ host, address, intervalMs, offsetMs: firstMs + (index * intervalMs) / places.length }],
  );
}
