import { describe, expect, it } from 'vitest';
import { score } from '../../src/score/score.js';
import { recording, scenario } from '../recording.js';

describe('score', () => {
  it('counts delays beyond the median of the warm-up', () => {
    const { p50Ms, p95Ms, meanMs, over30, over100 } = score(recording());
    expect({ p50Ms, meanMs, over30, over100 }).toEqual({
      p50Ms: 49.5,
      meanMs: 49.5,
      over30: 0.69,
      over100: 0,
    });
    expect(p95Ms).toBeCloseTo(94.05);
  });

  it('counts a ping without answer as late', () => {
    const pings = recording().pings.map((ping) => (ping.tMs >= 5000 ? { ...ping, rttMs: null } : ping));
    expect(score(recording({ pings }))).toMatchObject({ lost: 0.5, over100: 0.5, over30: 0.69, p95Ms: 4980 });
  });

  it('compares what was delivered with what could have been, of the loaded directions alone', () => {
    expect(score(recording()).utilisation).toBeCloseTo(0.5);
    const rows = recording().rows.map((row) => ({ ...row, upload: { ...row.upload, deliveredBytes: 0 } }));
    expect(score(recording({ rows })).utilisation).toBeCloseTo(0.5);
    expect(score(recording({ rows, scenario: scenario({ load: 'upload' }) })).utilisation).toBe(0);
    const both = score(recording({ rows, scenario: scenario({ load: 'both' }) }));
    expect(both.utilisation).toBeCloseTo(0.5 / 1.2);
  });

  it('has no utilisation where nobody wants all of the line', () => {
    expect(score(recording({ scenario: scenario({ demand: 'bursty' }) })).utilisation).toBeNull();
  });

  it('counts the writes under load per hour, and what the daemon took', () => {
    expect(score(recording())).toMatchObject({ writesPerHour: 720, cpuShare: 0.02, rssMb: 80 });
    expect(score(recording({ daemon: null }))).toMatchObject({ cpuShare: null, rssMb: null });
  });

  it('knows the lowest limit of an idle line, of what it was at first', () => {
    const rows = recording().rows.map((row, at) =>
      at === 50 ? { ...row, upload: { ...row.upload, limitBps: 0.4e6 } } : row,
    );
    expect(score(recording({ rows, scenario: scenario({ demand: 'idle' }) })).leastLimit).toBe(0.25);
    expect(score(recording({ rows })).leastLimit).toBeNull();
  });

  it('refuses a line that answered nothing', () => {
    expect(() => score(recording({ pings: [] }))).toThrow('the line does not work');
  });
});
