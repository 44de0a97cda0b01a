import { checkCommon, checkSwitch } from './common-checks.js';
import { checkAscending } from './rate-checks.js';
import type { Report } from './report.js';
import type { SteeringFile } from './steering-schema.js';
import { STEERING_DELAYS_MS, STEERING_TIMEOUTS_SEC } from './to-steering-settings.js';
import { toNumber } from './values.js';

/**
 * Reports what no rule of a single key can see in a steering file, and what the Python original accepts but can
 * hardly be meant. Fields that were reported wrong before may hold anything.
 */
export function checkSteering(file: SteeringFile, report: Report): void {
  checkCommon(file, STEERING_TIMEOUTS_SEC, report);
  checkSwitch(file.mode.cake_aware, ['mode', 'cake_aware'], report);
  const { primary_wan: primary, alternate_wan: alternate } = file.topology;
  if (primary !== undefined && primary === alternate) {
    report.warn(['topology', 'alternate_wan'], 'is the primary too; new connections have nowhere to go');
  }
  const path = ['thresholds'];
  const delays: Record<string, unknown> = { ...STEERING_DELAYS_MS, ...file.thresholds };
  const delayAt = (key: string) => toNumber(delays[key]);
  checkAscending(['yellow_rtt_ms', 'red_rtt_ms'], delayAt, { path, report, equal: true });
  if (delayAt('green_rtt_ms') >= delayAt('yellow_rtt_ms')) {
    report.warn([...path, 'green_rtt_ms'], 'should be below yellow_rtt_ms; it has no other effect');
  }
  const bounds: Record<string, unknown> = { min: 10, max: 60, ...file.thresholds.baseline_rtt_bounds };
  checkAscending(['min', 'max'], (key) => toNumber(bounds[key]), {
    path: [...path, 'baseline_rtt_bounds'],
    report,
    equal: true,
  });
}
