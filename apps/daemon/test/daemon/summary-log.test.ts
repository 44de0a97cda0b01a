import { Telemetry } from '@wanctl/core';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { startSummaries } from '../../src/daemon/summary-log.js';
import { takeMark } from '../../src/health/profile.js';

it('logs the figures of the last ten minutes, each time anew, until ended', async () => {
  const clock = new ManualClock();
  const [wan, router, other] = [new Telemetry(), new Telemetry(), new Telemetry()];
  const metered = [
    { kind: 'wan' as const, name: 'fibre', telemetry: wan },
    { kind: 'wan' as const, name: 'cable', telemetry: other },
    { kind: 'router' as const, name: 'rest r', telemetry: router },
  ];
  const logger = new RecordingLogger();
  const end = startSummaries(
    [{ kind: 'wan', name: 'fibre', router: 'rest r', logger }],
    () => takeMark(metered, clock),
    clock,
  );
  for (let ms = 1; ms <= 100; ms += 1) wan.record('tick', ms);
  wan.count('ticks.missed', 3);
  router.count('requests', 8);
  other.count('requests', 99);
  await clock.advance(600_000);
  wan.record('tick', 7);
  await clock.advance(600_000);
  end();
  await clock.advance(6_000_000);
  expect(logger.lines).toHaveLength(2);
  expect(logger.lines[0]).toMatch(
    /100 x tick \(p50 5\d, p95 9\d, p99 \d+, max 10\d ms\); ticks\.missed 3; requests 8; process: CPU .* %, RSS \d+ MB$/,
  );
  expect(logger.lines[1]).toMatch(/last 10 min: 1 x tick \(p50 [67]\.\d\d, .*\); process: CPU/);
});
