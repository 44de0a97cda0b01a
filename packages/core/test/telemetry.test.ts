import { expect, it } from 'vitest';
import { Telemetry } from '../src/index.js';

it('keeps the distribution since the start and of the last period', () => {
  const telemetry = new Telemetry();
  for (let ms = 1; ms <= 100; ms += 1) telemetry.record('write', ms);
  telemetry.turnOver();
  telemetry.record('write', 1000);
  const { stages, recent } = telemetry.snapshot();
  expect(stages['write']).toMatchObject({ count: 101 });
  expect(stages['write']?.max).toBeCloseTo(1000, -1);
  expect(recent['write']).toMatchObject({ count: 100 });
  expect(recent['write']?.p50).toBeCloseTo(50, 0);
  expect(recent['write']?.p95).toBeCloseTo(95, 0);
  expect(recent['write']?.p99).toBeCloseTo(99, 0);
});

it('forgets a stage that did not occur in the last period', () => {
  const telemetry = new Telemetry();
  telemetry.record('write', 1);
  telemetry.turnOver();
  telemetry.turnOver();
  expect(telemetry.snapshot().recent).toEqual({});
});

it('counts', () => {
  const telemetry = new Telemetry();
  telemetry.count('writes');
  telemetry.count('writes', 4);
  expect(telemetry.snapshot().counters).toEqual({ writes: 5 });
});
