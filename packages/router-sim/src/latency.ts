import type { Random } from './random.js';

/** Quantiles of a service time, ms; between them it is interpolated on a logarithmic scale. */
export interface LatencyProfile {
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Service time of one request by device class. `chr`: 1 to 4 ms measured on CHR 7.23. `rb5009`: such that two
 * PATCHes in a row give the 20 to 26 ms mean and 86 ms p95 measured on an RB5009. `mips`: an estimate, no
 * measurement is published.
 */
export const LATENCY_PRESETS = {
  chr: { min: 0.4, p50: 1.2, p95: 2.3, p99: 3, max: 6 },
  rb5009: { min: 4, p50: 9, p95: 40, p99: 45, max: 65 },
  mips: { min: 15, p50: 35, p95: 90, p99: 140, max: 400 },
} as const satisfies Record<string, LatencyProfile>;

/** A device class, none at all, or a function that gives the service time of the next request in ms. */
export type Latency = 'none' | keyof typeof LATENCY_PRESETS | (() => number);

/** Gives the service time of one request after another, ms. */
export function serviceTimes(latency: Latency, random: Random): () => number {
  if (typeof latency === 'function') return latency;
  if (latency === 'none') return () => 0;
  const profile = LATENCY_PRESETS[latency];
  return () => quantile(profile, random());
}

function quantile({ min, p50, p95, p99, max }: LatencyProfile, share: number): number {
  if (share < 0.5) return interpolate(min, p50, share / 0.5);
  if (share < 0.95) return interpolate(p50, p95, (share - 0.5) / 0.45);
  if (share < 0.99) return interpolate(p95, p99, (share - 0.95) / 0.04);
  return interpolate(p99, max, (share - 0.99) / 0.01);
}

function interpolate(low: number, high: number, position: number): number {
  return low * (high / low) ** position;
}

/** What connecting costs on top of the commands, ms. */
export interface ConnectionCost {
  /** A new TLS connection. */
  readonly tlsMs: number;
  /** A login over SSH, key exchange included. */
  readonly sshLoginMs: number;
  /** A login over the binary API. */
  readonly apiLoginMs: number;
  /** A login that fails. */
  readonly failedLoginMs: number;
}

// A login takes about 125 ms by design (measured on CHR 7.21 to 7.23, whatever the CPU load), a fresh SSH
// connection to an RB5009 some 200 ms with its first command. The other figures are estimates.
const CONNECTION_COSTS: Readonly<Record<'none' | keyof typeof LATENCY_PRESETS, ConnectionCost>> = {
  none: { tlsMs: 0, sshLoginMs: 0, apiLoginMs: 0, failedLoginMs: 0 },
  chr: { tlsMs: 5, sshLoginMs: 125, apiLoginMs: 125, failedLoginMs: 125 },
  rb5009: { tlsMs: 35, sshLoginMs: 160, apiLoginMs: 125, failedLoginMs: 125 },
  mips: { tlsMs: 250, sshLoginMs: 600, apiLoginMs: 125, failedLoginMs: 125 },
};

/** What connecting to a device of that class costs; nothing but failed logins with a function. */
export function connectionCost(latency: Latency): ConnectionCost {
  return typeof latency === 'function'
    ? { ...CONNECTION_COSTS.none, failedLoginMs: CONNECTION_COSTS.chr.failedLoginMs }
    : CONNECTION_COSTS[latency];
}
