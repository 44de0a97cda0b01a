import prettyMs from 'pretty-ms';
import type { WanHealth } from './wan-health.js';

/** What the health document has of every loop. */
type Loop = Pick<WanHealth, 'reasons' | 'probes' | 'cycle_budget' | 'state'>;

/** Rows that say why a loop is not well. */
export function reasonRows({ reasons }: Loop): string[][] {
  return reasons.map((reason) => ['  why', reason]);
}

/** Rows about its probes. */
export function probeRows({ probes }: Loop): string[][] {
  return probes.map((probe) => [
    probe.measures === 'rtt' ? '  measured' : '  counters',
    `${[probe.state, probe.detail].filter(Boolean).join(': ')}; ${probe.engine}`,
  ]);
}

/** The row about its turns and its state file. */
export function loopRow({ cycle_budget: cycle, state }: Loop): string[] {
  const p99 = cycle.cycle_time_ms ? `, ${ms(cycle.cycle_time_ms.p99)} of work at p99` : '';
  return [
    '  loop',
    `${cycle.overrun_count} ticks missed${p99}; state ${(state.bytes_per_hour / 1000).toFixed(0)} kB/h`,
  ];
}

/** Milliseconds for people. */
export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}

/** A time span for people, e.g. `1.2s` or `3h 12m`. */
export function ago(seconds: number | null): string {
  return prettyMs((seconds ?? 0) * 1000, { unitCount: 2, secondsDecimalDigits: 1 });
}
