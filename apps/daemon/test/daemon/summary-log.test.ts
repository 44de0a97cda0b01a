import { Telemetry } from '@wanctl/core';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { startSummaries } from '../../src/daemon/summary-log.js';

it('logs the figures of the last ten minutes, each time anew, until ended', async () => {
  const clock = new ManualClock();
  const telemetry = new Telemetry();
  const logger = new RecordingLogger();
  const end = startSummaries([{ telemetry, logger }], clock);
  for (let ms = 1; ms <= 100; ms += 1) telemetry.record('tick', ms);
  telemetry.count('writes.applied', 3);
  await clock.advance(600_000);
  telemetry.record('tick', 7);
  await clock.advance(600_000);
  end();
  await clock.advance(6_000_000);
  expect(logger.lines).toHaveLength(2);
  expect(logger.lines[0]).toMatch(
    /100 x tick \(p50 5\d, p95 9\d, p99 \d+, max 10\d ms\); since the start: writes\.applied 3; process: CPU/,
  );
  expect(logger.lines[1]).toContain('1 x tick (p50 7.0');
});
