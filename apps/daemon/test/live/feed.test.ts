import { type EventMap, Events } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import type { LiveEvent, LivePoint, LiveRecord } from '@wanctl/dashboard';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLiveFeed } from '../../src/live/feed.js';
import { type Seen, tick } from '../history/ticks.js';

let clock: ManualClock;
let events: Events;
let feed: ReturnType<typeof createLiveFeed>;
let told: LiveRecord[];

beforeEach(() => {
  clock = new ManualClock(new Date('2026-01-01T00:00:00Z'));
  events = new Events((error) => expect.unreachable(String(error)));
  feed = createLiveFeed(['cable'], events, clock);
  told = [];
  feed.follow((record) => told.push(record));
});

/** Turns the loop every 50 ms for that long. */
async function turn(durationMs: number, seen: (atMs: number) => Omit<Seen, 'atMs'> = () => ({})) {
  const endMs = clock.now() + durationMs;
  while (clock.now() < endMs) {
    const atMs = clock.now();
    events.emit('tick', tick({ atMs, ...seen(atMs) }));
    await clock.advance(50);
  }
}

const points = (records: readonly LiveRecord[]) =>
  records.filter((record): record is LivePoint => record.kind === 'point');
const happened = (records: readonly LiveRecord[]) =>
  records.filter((record): record is LiveEvent => record.kind === 'event');

function decided(rateBps: number, code: string): EventMap['tick'] {
  const turned = tick({ atMs: clock.now() });
  if (!turned.assessment) return turned;
  const download = { ...turned.assessment.download, rateBps, reason: { code, text: `${code} it` } };
  return { ...turned, assessment: { ...turned.assessment, download } };
}

describe('points', () => {
  it('come four times a second, each with the highest delay since the one before', async () => {
    await turn(10_000, (atMs) => ({ rttsMs: atMs === 5100 ? [900, null] : [20] }));
    expect(points(told)).toHaveLength(40);
    expect(points(told).filter(({ rttMs }) => rttMs === 900)).toHaveLength(1);
    expect(points(told)[0]).toEqual({
      ...{ kind: 'point', atMs: Date.parse('2026-01-01T00:00:00Z'), wan: 'cable' },
      ...{ rttMs: 20, baselineMs: null, deltaMs: null },
      download: { rateBps: 100e6, achievedBps: null, load: null, zone: 'GREEN' },
      upload: { rateBps: 20e6, achievedBps: null, load: null, zone: 'GREEN' },
    });
  });

  it('tell what passes while there are fresh counters', async () => {
    // 500 kB in 50 ms are 80 Mbit/s.
    await turn(2000, (atMs) => ({ downloadBytes: atMs * 10_000 }));
    expect(points(told).at(-1)?.download).toMatchObject({ achievedBps: 80e6, load: 0.8 });
    await turn(10_500);
    expect(points(told).at(-1)?.download).toMatchObject({ achievedBps: null, load: null });
  });

  it('tell nothing where nothing is known', async () => {
    await turn(50, () => ({ rttsMs: [], zones: null, acceptedBps: { download: 0, upload: null } }));
    const unknown = { rateBps: null, achievedBps: null, load: null, zone: '' };
    expect(points(told)[0]).toMatchObject({ rttMs: null, download: unknown, upload: unknown });
  });

  it('are kept for ten minutes, old ones thinned to the worst', async () => {
    await turn(1_200_000, (atMs) => ({ rttsMs: [atMs === 900_000 ? 800 : 20] }));
    const kept = points(feed.recent());
    expect(kept).toHaveLength(510);
    expect((kept.at(-1)?.atMs ?? 0) - (kept[0]?.atMs ?? 0)).toBeGreaterThan(590_000);
    expect(kept.filter(({ rttMs }) => rttMs === 800)).toHaveLength(1);
    expect(kept).toEqual(kept.toSorted((a, b) => a.atMs - b.atMs));
  });

  it('are bounded although the calendar jumps', async () => {
    await turn(600_000, (atMs) => {
      clock.setWall(new Date(atMs % 500 === 0 ? '2026-01-01T00:00:00Z' : '2026-02-01T00:00:00Z'));
      return {};
    });
    expect(points(feed.recent())).toHaveLength(510);
  });
});

describe('events', () => {
  it('tell decisions that change something, and why', async () => {
    const decide = async (rateBps: number, code: string) => {
      events.emit('tick', decided(rateBps, code));
      await clock.advance(2000);
    };
    await decide(90e6, 'held');
    for (let rateBps = 80e6; rateBps > 50e6; rateBps -= 10e6) await decide(rateBps, 'cut');
    await decide(60e6, 'held');
    await decide(60e6, 'held');
    await decide(70e6, 'raised');
    const texts = happened(told).map(({ text }) => text);
    expect(texts).toEqual([
      'download GREEN; held it',
      'upload GREEN; test',
      'download GREEN; cut it',
      'download GREEN; raised it',
    ]);
  });

  it('tell a worse zone at once, and a law that flaps every 2 s', async () => {
    for (let turns = 0; turns < 80; turns += 1) {
      const download = turns % 2 === 0 ? 'GREEN' : 'RED';
      events.emit('tick', tick({ atMs: clock.now(), zones: { download, upload: 'GREEN' } }));
      await clock.advance(50);
    }
    const zones = happened(told).flatMap(({ text }) =>
      text.startsWith('download') ? [text.split(';')[0]] : [],
    );
    expect(zones).toEqual(['download GREEN', 'download RED', 'download GREEN', 'download RED']);
  });

  it('tell a fault once until a write succeeds', () => {
    const write = { wan: 'cable', direction: 'download', rateBps: 50e6 } as const;
    events.emit('write-failed', { ...write, error: 'timeout' });
    events.emit('write-failed', { ...write, error: 'timeout' });
    events.emit('applied', { ...write, tookMs: 8.7 });
    events.emit('write-failed', { ...write, error: 'timeout' });
    expect(happened(told).map(({ what, text }) => [what, text])).toEqual([
      ['fault', 'the router did not take download 50.0 Mbit/s: timeout'],
      ['write', 'download 50.0 Mbit/s, accepted in 9 ms'],
      ['fault', 'the router did not take download 50.0 Mbit/s: timeout'],
    ]);
  });

  it('tell of measuring and of steering', () => {
    const health = { state: 'collapsed', engine: 'icmp', detail: 'nobody answers' } as const;
    events.emit('measurement', { wan: 'cable', measures: 'rtt', health });
    const reason = { code: 'away', text: 'RED, 90 ms over the baseline' };
    events.emit('steering', { name: 'steering', atMs: 0, on: 'cable', wanted: 'lte', reason });
    expect(happened(told)).toMatchObject([
      { name: 'cable', what: 'health', text: 'measurement collapsed: nobody answers' },
      {
        name: 'steering',
        what: 'steering',
        text: 'new connections go over cable, lte is wanted; RED, 90 ms over the baseline',
      },
    ]);
  });

  it('are bounded, and many writes do not push out the rest', () => {
    const write = { wan: 'cable', direction: 'download', rateBps: 50e6 } as const;
    events.emit('write-failed', { ...write, error: 'auth' });
    for (let count = 0; count < 500; count += 1) events.emit('applied', { ...write, tookMs: count });
    const kept = happened(feed.recent());
    expect(kept).toHaveLength(51);
    expect(kept.filter(({ what }) => what === 'fault')).toHaveLength(1);
    expect(kept.some(({ text }) => text.includes('499 ms'))).toBe(true);
  });
});

it('says no more to a follower that has gone', async () => {
  const heard: LiveRecord[] = [];
  const forget = feed.follow((record) => heard.push(record));
  await turn(50);
  forget();
  await turn(1000);
  expect(points(heard)).toHaveLength(1);
});
