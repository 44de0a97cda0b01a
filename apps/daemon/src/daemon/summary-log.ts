import type { CancelTimer, Clock, Logger, StageFigures, TelemetryFigures } from '@wanctl/core';
import { type Profile, type ProfileMark, partOf, profileBetween } from '../health/profile.js';

/** How often the figures are logged, ms. */
const PERIOD_MS = 600_000;

/** A WAN or steering, and where its figures are logged. */
export interface Summarised {
  readonly kind: 'wan' | 'steering';
  readonly name: string;
  /** Name of its router's part of the profile. */
  readonly router: string;
  readonly logger: Logger;
}

/** Logs every ten minutes what each WAN and steering, its router and the process have done in them. The returned function ends it. */
export function startSummaries(
  summarised: readonly Summarised[],
  takeMark: () => ProfileMark,
  clock: Clock,
): CancelTimer {
  let before = takeMark();
  const summarise = () => {
    const now = takeMark();
    const profile = profileBetween(before, now);
    before = now;
    for (const { kind, name, router, logger } of summarised) {
      const parts = [partOf(profile, kind, name), partOf(profile, 'router', router)].flatMap(describePart);
      logger.info(`last 10 min: ${[...parts, describeProcess(profile)].join('; ')}`);
    }
    cancel = clock.schedule(summarise, PERIOD_MS);
  };
  let cancel = clock.schedule(summarise, PERIOD_MS);
  return () => cancel();
}

/** E.g. `300 x tick (p50 0.05, p95 0.1, p99 0.2, max 1.3 ms)`, then what was counted. */
function describePart({ stages, counters }: TelemetryFigures): string[] {
  const counts = Object.entries(counters).map(([name, count]) => `${name} ${count}`);
  return [
    ...Object.entries(stages).map(([stage, figures]) => describeStage(stage, figures)),
    ...(counts.length > 0 ? [counts.join(', ')] : []),
  ];
}

function describeStage(stage: string, { count, p50, p95, p99, max }: StageFigures): string {
  const ms = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  return `${count} x ${stage} (p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)} ms)`;
}

function describeProcess({ cpu_pct, rss_bytes }: Profile): string {
  return `process: CPU ${cpu_pct.toFixed(1)} %, RSS ${(rss_bytes / 1e6).toFixed(0)} MB`;
}
