import { Telemetry } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { partOf, profileBetween, takeMark } from '../../src/health/profile.js';
import { profileTables } from '../../src/health/profile-table.js';

const STAGES = ['tick', 'assess', 'measure.icmp socket', 'event-loop-delay', 'decision-to-accepted', 'write'];

async function setUp() {
  const clock = new ManualClock();
  const wan = new Telemetry();
  const router = new Telemetry();
  const metered = [
    { kind: 'wan' as const, name: 'fibre', telemetry: wan },
    { kind: 'router' as const, name: 'rest https://r', telemetry: router },
  ];
  wan.record('tick', 70);
  wan.count('ticks.missed', 7);
  const before = takeMark(metered, clock);
  for (const stage of STAGES) wan.record(stage, stage === 'decision-to-accepted' ? 8.192 : 1.024);
  router.count('requests', 4);
  await clock.advance(20_000);
  return { before, after: takeMark(metered, clock) };
}

it('is what was done between two marks, also when they have travelled as JSON', async () => {
  const { before, after } = await setUp();
  const profile = profileBetween(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after)));
  expect(profile.period_seconds).toBe(20);
  expect(profile.cpu_pct).toBeCloseTo((after.cpu_ms - before.cpu_ms) / 200);
  expect(profile.rss_bytes).toBe(after.rss_bytes);
  expect(partOf(profile, 'wan', 'fibre')).toMatchObject({ stages: { tick: { count: 1 } }, counters: {} });
  expect(partOf(profile, 'router', 'rest https://r')).toMatchObject({ counters: { requests: 4 } });
  expect(partOf(profile, 'wan', 'nowhere')).toEqual({ stages: {}, counters: {} });
});

it('is shown in 80 columns with each budget and its use', async () => {
  const { before, after } = await setUp();
  const text = profileTables({ ...profileBetween(before, after), cpu_pct: 1.5, rss_bytes: 45e6 });
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const rowOf = (name: string) => lines.find((line) => line.startsWith(name))?.split(/ {2,}/);
  expect(lines[0]).toBe('Over 20 s; times in ms');
  const bar = (full: number) => '█'.repeat(full).padEnd(20, '·');
  expect(rowOf('tick ')).toHaveLength(6);
  expect(rowOf('measure icmp socket')).toHaveLength(6);
  expect(rowOf('ticks missed')).toEqual(['ticks missed 0']);
  expect(rowOf('requests')).toEqual(['requests 4']);
  expect(rowOf('fibre: tick')).toEqual(['fibre: tick, p99', '1.024', '1.000', '102 %', `${bar(20)}!`]);
  expect(rowOf('fibre: decision')?.slice(1)).toEqual(['8.192', '3.024', '271 %', `${bar(20)}!`]);
  expect(rowOf('CPU')).toEqual(['CPU, of a core', '1.50 %', '3 %', '50 %', bar(10)]);
  expect(rowOf('memory')).toEqual(['memory', '45 MB', '90 MB', '50 %', bar(10)]);
});
