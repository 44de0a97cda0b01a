import type { LoopReport, Moment } from './loop-report.js';

/** Share of a minute's ticks that may be missed, as when a process starts. */
const TOLERATED_MISSES = 0.01;

/** A loop that has not turned for so long, beside two intervals, has stopped, ms. */
const SILENT_MS = 2000;

/** Why a WAN or a steering is not well, a clause each; empty when it is. */
export function reasonsOf(report: LoopReport, { nowMs, startedAtMs }: Moment): readonly string[] {
  const { faults, intervalMs, tickedAtMs, probes, standsBy } = report;
  if (standsBy !== null) return [`standing by: ${standsBy}`];
  const { counters } = report.lastMinute;
  const quietMs = nowMs - (tickedAtMs ?? startedAtMs);
  const missed = counters['ticks.missed'] ?? 0;
  const isLate = missed > (TOLERATED_MISSES * 60_000) / intervalMs;
  return [
    ...(quietMs > 2 * intervalMs + SILENT_MS ? [`no decision for ${Math.round(quietMs / 1000)} s`] : []),
    ...probes
      .filter(({ state }) => state === 'collapsed')
      .map(({ measures, detail }) => `${measures === 'rtt' ? 'no measurement' : 'no counters'}: ${detail}`),
    ...(faults.failures > 0
      ? [`router calls fail for ${Math.round((nowMs - faults.sinceMs) / 1000)} s: ${faults.last?.kind}`]
      : []),
    ...(isLate ? [`${missed} ticks missed in the last minute`] : []),
    ...(counters['state.save-failures'] ? ['the state cannot be saved'] : []),
  ];
}
