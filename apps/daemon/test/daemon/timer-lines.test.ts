import { Telemetry } from '@wanctl/core';
import { RecordingLogger } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { STEERING_TIMERS, timerLines, WAN_TIMERS } from '../../src/daemon/timer-lines.js';

it('logs the stages that the original knows too in its layout, and no others', () => {
  const logger = new RecordingLogger();
  const telemetry = new Telemetry(timerLines(logger, WAN_TIMERS));
  telemetry.record('measure.icmp socket', 23.46);
  telemetry.record('sample-age', 4);
  telemetry.record('assess', 0.04);
  telemetry.record('write', 12);
  telemetry.record('tick', 0.25);
  expect(logger.lines).toEqual([
    'debug autorate_rtt_measurement: 23.5ms',
    'debug autorate_rate_adjust: 0.0ms',
    'debug autorate_router_update: 12.0ms',
    'debug autorate_cycle_total: 0.3ms',
  ]);
});

it('logs those of steering by the labels of its steering program', () => {
  const logger = new RecordingLogger();
  const telemetry = new Telemetry(timerLines(logger, STEERING_TIMERS));
  telemetry.record('steering', 0.2);
  telemetry.record('queue-read', 12);
  telemetry.record('write', 12);
  expect(logger.lines).toEqual([
    'debug steering_cycle_total: 0.2ms',
    'debug steering_cake_stats_read: 12.0ms',
  ]);
});
