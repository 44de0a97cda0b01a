import type { Moment } from './loop-report.js';
import type { Profile } from './profile.js';
import { type SteeringReport, steeringHealth } from './steering-health.js';
import { wanHealth } from './wan-health.js';
import type { WanReport } from './wan-report.js';

/** What the daemon's health is judged by. */
export interface HealthReport extends Moment {
  readonly version: string;
  readonly pid: number;
  readonly wans: readonly WanReport[];
  readonly steerings: readonly SteeringReport[];
  readonly lastMinute: Profile;
  readonly sinceStart: Profile;
}

/** The health document of the daemon. */
export type Health = ReturnType<typeof healthOf>;

/** What the daemon is doing and whether it is well: `degraded` as soon as one of its parts gives a reason. */
export function healthOf(report: HealthReport) {
  const wans = report.wans.map((wan) => wanHealth(wan, report));
  const steerings = report.steerings.map((steering) => steeringHealth(steering, report));
  const loops = [...wans, ...steerings];
  const reasons = loops.flatMap(({ name, reasons: own }) => own.map((reason) => `${name}: ${reason}`));
  const routers = loops.map(({ router_connectivity: router }) => router);
  return {
    status: reasons.length === 0 ? ('healthy' as const) : ('degraded' as const),
    reasons,
    version: report.version,
    pid: report.pid,
    uptime_seconds: (report.nowMs - report.startedAtMs) / 1000,
    consecutive_failures: Math.max(0, ...routers.map((router) => router.consecutive_failures)),
    router_reachable: routers.every((router) => router.is_reachable),
    wan_count: wans.length,
    wans,
    steerings,
    last_minute: report.lastMinute,
    since_start: report.sinceStart,
  };
}
