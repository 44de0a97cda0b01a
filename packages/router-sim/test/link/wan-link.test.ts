import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWanLink, type WanLink } from '../../src/index.js';

const IDLE = { capacityBps: 10e6 };
const BASE_RTT_MS = 20;

const capacities = fc.double({ min: 1e6, max: 1e9, noNaN: true });

/** A line whose download is pressed by greedy senders below the given limit, after a minute of it. */
function pressed(capacityBps: number, shaperBps: number, bufferMs = 200): WanLink {
  const link = createWanLink({
    download: { capacityBps, bufferMs, demandBps: Number.POSITIVE_INFINITY },
    upload: IDLE,
  });
  link.download.shaperBps = shaperBps;
  link.step(60_000);
  return link;
}

describe('the delay of a line', () => {
  it('is the base while nothing is sent', () => {
    const link = createWanLink({ download: IDLE, upload: IDLE, baseRttMs: 33 });
    link.step(10_000);
    expect(link.rttMs()).toBe(33);
  });

  it('never falls when the limit of a pressed queue rises', () => {
    const share = fc.integer({ min: 20, max: 200 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(capacities, share, share, (capacityBps, a, b) => {
        const lower = pressed(capacityBps, capacityBps * Math.min(a, b)).rttMs();
        const higher = pressed(capacityBps, capacityBps * Math.max(a, b)).rttMs();
        expect(lower).toBeLessThanOrEqual(higher + 1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it('is a few ms above the base below capacity, and the whole buffer without a limit', () => {
    fc.assert(
      fc.property(capacities, fc.integer({ min: 20, max: 2000 }), (capacityBps, bufferMs) => {
        const shaped = pressed(capacityBps, capacityBps * 0.9, bufferMs);
        expect(shaped.rttMs()).toBeCloseTo(BASE_RTT_MS + 5, 3);
        expect(shaped.download.queuedBytes).toBeGreaterThan(0);
        expect(pressed(capacityBps, 0, bufferMs).rttMs()).toBeCloseTo(BASE_RTT_MS + bufferMs, 3);
      }),
      { numRuns: 50 },
    );
  });

  it('adds up over both directions', () => {
    const greedy = { capacityBps: 10e6, bufferMs: 100, demandBps: Number.POSITIVE_INFINITY };
    const link = createWanLink({ download: greedy, upload: greedy });
    link.step(60_000);
    expect(link.rttMs()).toBeCloseTo(BASE_RTT_MS + 200, 3);
  });

  it('falls back to the base when the limit is cut below capacity, and when the load ends', () => {
    const cut = pressed(50e6, 0);
    cut.download.shaperBps = 40e6;
    cut.step(10_000);
    expect(cut.rttMs()).toBeCloseTo(BASE_RTT_MS + 5, 3);
    const ended = pressed(50e6, 0);
    ended.download.demandBps = 0;
    ended.step(10_000);
    expect(ended.rttMs()).toBe(BASE_RTT_MS);
  });

  it('grows at once when the capacity falls under what is queued', () => {
    const link = pressed(50e6, 0);
    link.download.capacityBps = 25e6;
    expect(link.rttMs()).toBeCloseTo(BASE_RTT_MS + 400, 3);
    link.download.capacityBps = 0;
    expect(link.rttMs()).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not react to a cut before a round trip on download, and at once on upload', () => {
    const greedy = { capacityBps: 50e6, demandBps: Number.POSITIVE_INFINITY };
    const link = createWanLink({ download: greedy, upload: greedy, baseRttMs: 100 });
    link.step(1000);
    link.download.shaperBps = 10e6;
    link.upload.shaperBps = 10e6;
    const { bloatBytes: downBefore } = link.download;
    const { bloatBytes: upBefore } = link.upload;
    link.step(10);
    expect(link.download.bloatBytes).toBeGreaterThan(downBefore);
    expect(link.upload.bloatBytes).toBeLessThan(upBefore);
  });

  it('jitters within its bound, by the seed alone', () => {
    const sample = (seed: number) => {
      const link = createWanLink({ download: IDLE, upload: IDLE, jitterMs: 4, seed });
      return Array.from({ length: 1000 }, () => link.rttMs());
    };
    expect(sample(1)).toEqual(sample(1));
    expect(sample(1)).not.toEqual(sample(2));
    expect(Math.min(...sample(1))).toBeGreaterThanOrEqual(BASE_RTT_MS);
    expect(Math.max(...sample(1))).toBeLessThan(BASE_RTT_MS + 4);
    expect(Math.max(...sample(1)) - Math.min(...sample(1))).toBeGreaterThan(3);
  });
});

describe('the bytes of a line', () => {
  const rates = fc.oneof(fc.constant(0), fc.double({ min: 1e5, max: 1e9, noNaN: true }));
  const moments = fc.record({
    capacityBps: rates,
    demandBps: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), rates),
    shaperBps: rates,
    durationMs: fc.double({ min: 0.1, max: 2000, noNaN: true }),
  });

  it('never exceed what capacity and limit allow, and the buffer never overflows', () => {
    fc.assert(
      fc.property(fc.array(moments, { minLength: 1, maxLength: 20 }), (history) => {
        const link = createWanLink({ download: { capacityBps: 50e6 }, upload: { capacityBps: 50e6 } });
        for (const { durationMs, ...settings } of history) {
          for (const direction of [link.download, link.upload]) Object.assign(direction, settings);
          const before = [link.download.passedBytes, link.upload.passedBytes];
          link.step(durationMs);
          const limitBps = Math.min(settings.capacityBps, settings.shaperBps || Number.POSITIVE_INFINITY);
          for (const [index, direction] of [link.download, link.upload].entries()) {
            const passed = direction.passedBytes - (before[index] ?? 0);
            expect(passed).toBeGreaterThanOrEqual(0);
            expect(passed).toBeLessThanOrEqual((limitBps * durationMs) / 8000 + 1);
            expect(direction.bloatBytes).toBeGreaterThanOrEqual(0);
            expect(direction.bloatBytes).toBeLessThanOrEqual(direction.bufferBytes);
            expect(direction.queuedBytes).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('are what the users ask for while there is room', () => {
    const link = createWanLink({ download: { capacityBps: 50e6, demandBps: 8e6 }, upload: IDLE });
    link.download.shaperBps = 40e6;
    link.step(5000);
    const before = link.download.passedBytes;
    link.step(10_000);
    expect(link.download.passedBytes - before).toBeCloseTo(10e6, -2);
    expect(link.rttMs()).toBe(BASE_RTT_MS);
  });
});
