import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresBetween, Telemetry } from '../src/index.js';

describe('telemetry', () => {
  it('keeps the distribution since the start and since any mark', () => {
    const telemetry = new Telemetry();
    for (let ms = 1; ms <= 100; ms += 1) telemetry.record('write', ms);
    const mark = telemetry.mark();
    telemetry.record('write', 1000);
    telemetry.record('read', 5);
    const all = telemetry.snapshot().stages['write'];
    expect(all?.count).toBe(101);
    const later = telemetry.snapshot(mark).stages;
    expect(Object.keys(later)).toEqual(['write', 'read']);
    expect(later['write']?.count).toBe(1);
    for (const ms of [all?.max, later['write']?.p50, later['write']?.max])
      expect(share(ms, 1000)).toBeLessThan(0.022);
    expect(share(all?.p50, 51)).toBeLessThan(0.022);
    expect(share(all?.p95, 96)).toBeLessThan(0.022);
    expect(share(all?.p99, 100)).toBeLessThan(0.022);
  });

  it('leaves out what did not occur since the mark', () => {
    const telemetry = new Telemetry();
    telemetry.record('write', 1);
    telemetry.count('writes');
    expect(telemetry.snapshot(telemetry.mark())).toEqual({ stages: {}, counters: {} });
  });

  it('counts', () => {
    const telemetry = new Telemetry();
    telemetry.count('writes');
    const mark = telemetry.mark();
    telemetry.count('writes', 4);
    expect(telemetry.snapshot().counters).toEqual({ writes: 5 });
    expect(telemetry.snapshot(mark).counters).toEqual({ writes: 4 });
  });

  it('gives the same figures from marks that have travelled as JSON', () => {
    const telemetry = new Telemetry();
    telemetry.record('write', 3);
    const before = JSON.stringify(telemetry.mark());
    telemetry.record('write', 30);
    const after = JSON.stringify(telemetry.mark());
    expect(figuresBetween(JSON.parse(before), JSON.parse(after))).toEqual(
      telemetry.snapshot(JSON.parse(before)),
    );
  });

  it('is right to 2.2 % from 1 µs to 134 s, and takes whatever comes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 134_000, noNaN: true }), (ms) => {
        expect(share(figureOf(ms), ms)).toBeLessThan(0.022);
      }),
    );
    for (const ms of [0, -1]) expect(figureOf(ms)).toBe(0.001);
    expect(figureOf(1e9)).toBeCloseTo(134_218, 0);
  });

  it('tells each duration as it is recorded', () => {
    const heard: unknown[] = [];
    new Telemetry((stage, ms) => heard.push([stage, ms])).record('write', 3.5);
    expect(heard).toEqual([['write', 3.5]]);
  });
});

function figureOf(ms: number): number | undefined {
  const telemetry = new Telemetry();
  telemetry.record('stage', ms);
  return telemetry.snapshot().stages['stage']?.p50;
}

/** By how much the figure is off, as a share of what it should be. */
function share(figure: number | undefined, expected: number): number {
  return Math.abs((figure ?? Number.NaN) - expected) / expected;
}
