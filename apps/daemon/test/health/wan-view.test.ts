import { Events, type Observation } from '@wanctl/core';
import { expect, it } from 'vitest';
import { followWan } from '../../src/health/wan-view.js';

const ASSESSMENT = {
  download: { zone: 'GREEN' as const, rateBps: 1, reason: { code: 'a', text: 'a' } },
  upload: { zone: 'GREEN' as const, rateBps: 1, reason: { code: 'a', text: 'a' } },
  delay: null,
};

function observed(nowMs: number, ...rtts: (number | null)[]): Observation {
  const rtt = rtts.map((rttMs, sequence) => ({
    ...{ kind: 'rtt' as const, source: sequence === 0 ? 'a' : 'b', sequence, sentAtMs: nowMs - 50, rttMs },
  }));
  const acceptedBps = { download: nowMs * 1e6, upload: null };
  return { nowMs, rtt, pending: [], counters: { download: [], upload: [] }, acceptedBps };
}

it('keeps the newest of what a WAN decided and of what each reflector answered', () => {
  const events = new Events();
  const view = followWan('fibre', events);
  expect(view()).toMatchObject({ tickedAtMs: null, assessment: null, sources: new Map() });
  events.emit('tick', {
    wan: 'fibre',
    atMs: 100,
    observation: observed(100, 20, null),
    assessment: ASSESSMENT,
  });
  events.emit('tick', { wan: 'cable', atMs: 150, observation: observed(150, 99), assessment: ASSESSMENT });
  events.emit('tick', { wan: 'fibre', atMs: 200, observation: observed(200, 21, null), assessment: null });
  expect(view().tickedAtMs).toBe(200);
  expect(view().assessment).toBe(ASSESSMENT);
  expect(view().limitsBps.download).toBe(100e6);
  expect([...view().sources]).toEqual([
    ['a', { answered: 2, lost: 0, rttMs: 21, answeredAtMs: 171 }],
    ['b', { answered: 0, lost: 2, rttMs: null, answeredAtMs: null }],
  ]);
});
