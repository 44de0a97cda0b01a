import { checkCommon, checkSwitch } from './common-checks.js';
import { checkAscending } from './rate-checks.js';
import type { Report } from './report.js';
import type { SteeringFile } from './steering-schema.js';
import {
  HIGHEST_BASELINE_MS,
  LOWEST_BASELINE_MS,
  STEERING_DELAYS_MS,
  STEERING_TIMEOUTS_SEC,
} from './to-steering-settings.js';
import { isTruthy, looseNumber, toNumber } from './values.js';

/**
 * Reports what no rule of a single key can see in a steering file, and what the Python original accepts but can
 * hardly be meant. Fields that were reported wrong before may hold anything.
 */
export function checkSteering(file: SteeringFile, report: Report): void {
  checkCommon(file, STEERING_TIMEOUTS_SEC, report);
  checkSwitch(file.mode.cake_aware, ['mode', 'cake_aware'], report);
  checkSwitch(file.mode.use_confidence_scoring, ['mode', 'use_confidence_scoring'], report);
  checkAlternates(file, report);
  checkThresholds(file, report);
  const scores: Record<string, unknown> = { recovery_threshold: 20, steer_threshold: 55, ...file.confidence };
  checkAscending(['recovery_threshold', 'steer_threshold'], (key) => toNumber(scores[key]), {
    path: ['confidence'],
    report,
    equal: false,
  });
}

function checkThresholds(file: SteeringFile, report: Report): void {
  const path = ['thresholds'];
  const delays: Record<string, unknown> = { ...STEERING_DELAYS_MS, ...file.thresholds };
  const delayAt = (key: string) => toNumber(delays[key]);
  checkAscending(['yellow_rtt_ms', 'red_rtt_ms'], delayAt, { path, report, equal: true });
  if (delayAt('green_rtt_ms') >= delayAt('yellow_rtt_ms')) {
    report.warn([...path, 'green_rtt_ms'], 'should be below yellow_rtt_ms; it has no other effect');
  }
  checkPairs(file, report);
  const bounds: Record<string, unknown> = {
    min: LOWEST_BASELINE_MS,
    max: HIGHEST_BASELINE_MS,
    ...file.thresholds.baseline_rtt_bounds,
  };
  checkAscending(['min', 'max'], (key) => toNumber(bounds[key]), {
    path: [...path, 'baseline_rtt_bounds'],
    report,
    equal: true,
  });
}

/** Doubts values that undo each other: the second of each pair is to be at least the first. */
function checkPairs({ thresholds, timeouts, mode }: SteeringFile, report: Report): void {
  const { min_queue_yellow = 10, min_queue_red = 50 } = thresholds;
  const { bad_threshold_ms = 25, recovery_threshold_ms = 12 } = thresholds;
  if (toNumber(min_queue_yellow) > toNumber(min_queue_red)) {
    report.warn(
      ['thresholds', 'min_queue_yellow'],
      'should be at most min_queue_red; there is no YELLOW by queue then',
    );
  }
  const usesDelayAlone = mode.cake_aware !== undefined && !isTruthy(mode.cake_aware);
  if (usesDelayAlone && toNumber(recovery_threshold_ms) > toNumber(bad_threshold_ms)) {
    report.warn(
      ['thresholds', 'recovery_threshold_ms'],
      'should be at most bad_threshold_ms; a delay between them is bad and good at once',
    );
  }
  const { ping, ping_total } = { ...STEERING_TIMEOUTS_SEC, ...timeouts };
  if ((looseNumber(ping_total, 0) ?? 0) < (looseNumber(ping, 0) ?? 0)) {
    report.warn(
      ['timeouts', 'ping_total'],
      'should be at least timeouts.ping; answers that come later are lost',
    );
  }
}

function checkAlternates({ topology, mangle_rule: rule }: SteeringFile, report: Report): void {
  const { primary_wan: primary, alternate_wan: single, alternates } = topology;
  const nowhere = 'is the primary too; new connections have nowhere to go';
  if (alternates.length === 0) {
    if (primary !== undefined && primary === single) report.warn(['topology', 'alternate_wan'], nowhere);
    if (rule.comment === undefined)
      report.error(['mangle_rule', 'comment'], 'is missing, must be text in quotes');
    return;
  }
  const path = ['topology', 'alternates'];
  alternates.forEach(({ wan, mangle_comment: comment }, index) => {
    const before = alternates.slice(0, index);
    const at = (key: string) => [...path, String(index), key];
    if (wan === primary) report.error(at('wan'), nowhere);
    if (before.some((other) => other.wan === wan)) report.error(at('wan'), 'is in the list already');
    if (before.some((other) => other.mangle_comment === comment)) {
      report.error(at('mangle_comment'), 'is that of another alternate; each needs a rule of its own');
    }
  });
  if (single !== undefined)
    report.warn(['topology', 'alternate_wan'], 'is ignored because alternates is there');
  if (rule.comment !== undefined) {
    report.warn(['mangle_rule', 'comment'], 'is ignored because topology.alternates is there');
  }
}
