import { beforeEach, expect, it } from 'vitest';
import { type CancelTimer, startTicking, Telemetry } from '../../src/index.js';
import { ManualClock, RecordingLogger } from '../../src/testing/index.js';

let clock: ManualClock;
let logger: RecordingLogger;
let telemetry: Telemetry;
let turnsAtMs: number[];
let failure: Error | null;
let stop: CancelTimer;

beforeEach(() => {
  clock = new ManualClock();
  logger = new RecordingLogger();
  telemetry = new Telemetry();
  turnsAtMs = [];
  failure = null;
  const parts = { intervalMs: 2000, firstMs: 1000, clock, logger, telemetry, fault: 'it failed' };
  stop = startTicking(parts, () => {
    turnsAtMs.push(clock.now());
    if (failure) throw failure;
  });
});

it('takes turns at fixed times until it is cancelled', async () => {
  await clock.advance(5000);
  stop();
  await clock.advance(5000);
  expect(turnsAtMs).toEqual([1000, 3000, 5000]);
});

it('counts and skips turns that were slept through', async () => {
  stop();
  // A stalled process: time has passed, no timer has run.
  const stalled = new ManualClock();
  const schedule = stalled.schedule.bind(stalled);
  stalled.schedule = (callback, delayMs) => schedule(callback, delayMs + 9000);
  const parts = { intervalMs: 2000, firstMs: 1000, clock: stalled, logger, telemetry, fault: '' };
  startTicking(parts, () => turnsAtMs.push(stalled.now()));
  stalled.schedule = schedule;
  await stalled.advance(18_000);
  expect(turnsAtMs).toEqual([10_000, 11_000, 13_000, 15_000, 17_000]);
  const { stages, counters } = telemetry.snapshot();
  expect(counters['ticks.missed']).toBe(4);
  expect(stages['event-loop-delay']).toMatchObject({ count: 5, p50: 0.001 });
  expect(stages['event-loop-delay']?.max).toBeCloseTo(9000, -3);
});

it('outlives turns that throw, counts them, and logs each fault when it is new', async () => {
  failure = new Error('division by zero');
  await clock.advance(4000);
  failure = new Error('out of range');
  await clock.advance(2000);
  failure = null;
  await clock.advance(2000);
  expect(turnsAtMs).toHaveLength(4);
  expect(telemetry.snapshot().counters['ticks.failed']).toBe(3);
  expect(logger.lines).toEqual(['error it failed: division by zero', 'error it failed: out of range']);
});
