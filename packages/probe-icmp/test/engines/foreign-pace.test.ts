import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { ForeignPace } from '../../src/engines/foreign-pace.js';

const INTERVAL_MS = 1000;

function setUp() {
  const clock = new ManualClock(new Date(1_000_000));
  const events: string[] = [];
  const target = { host: 'a', address: '192.0.2.1', offsetMs: 0, intervalMs: INTERVAL_MS };
  const pace = new ForeignPace(clock, target, (event) => {
    const at = event.kind === 'rejected' ? '' : ` @${Math.round(event.sentAtMs)}`;
    events.push(`${event.kind} ${event.sequence}${at}`);
  });
  const answer = (sequence: number, rttMs: number, waitedMs = 0) =>
    pace.note({ address: '192.0.2.1', sequence, rttMs, stampMs: clock.wall().getTime() - waitedMs });
  return { clock, events, pace, answer };
}

describe('ForeignPace', () => {
  it('tells of each probe once its answer is there', async () => {
    const { clock, events, answer } = setUp();
    await clock.advance(30);
    answer(0, 30);
    await clock.advance(1000);
    answer(1, 30);
    expect(events).toEqual(['sent 0 @0', 'answered 0 @0', 'sent 1 @1000', 'answered 1 @1000']);
  });

  it('expects probes by time while there is silence', async () => {
    const { clock, events, answer } = setUp();
    await clock.advance(30);
    answer(0, 30);
    await clock.advance(2270);
    expect(events.slice(2)).toEqual(['sent 1 @1100', 'sent 2 @2200']);
  });

  it('expects the first probes too, though the program never says a word', async () => {
    const { clock, events } = setUp();
    await clock.advance(2200);
    expect(events).toEqual(['sent 0 @1100', 'sent 1 @2200']);
  });

  it('corrects what it expected by what it learns', async () => {
    const { clock, events, answer } = setUp();
    answer(0, 0);
    await clock.advance(1300);
    answer(1, 300);
    await clock.advance(800);
    expect(events.slice(2)).toEqual(['sent 1 @1100', 'answered 1 @1000', 'sent 2 @2100']);
  });

  it('goes on when the count begins anew', async () => {
    const { clock, events, answer } = setUp();
    answer(65_535, 0);
    await clock.advance(1000);
    answer(0, 0);
    await clock.advance(1100);
    expect(events.slice(2)).toEqual(['sent 0 @1000', 'answered 0 @1000', 'sent 1 @2100']);
  });

  it('reckons with output that has waited, and not with a calendar that has jumped', async () => {
    const { clock, events, answer } = setUp();
    await clock.advance(500);
    answer(0, 20, 100);
    clock.setWall(new Date(5_000_000));
    await clock.advance(900);
    answer(1, 20, 3_000_000);
    clock.setWall(new Date(1_000_000));
    await clock.advance(1000);
    answer(2, 20, -3_000_000);
    expect(events.filter((event) => event.startsWith('answered'))).toEqual([
      'answered 0 @380',
      'answered 1 @1380',
      'answered 2 @2380',
    ]);
  });

  it('is silent once stopped', async () => {
    const { clock, events, pace } = setUp();
    pace.stop();
    await clock.advance(5000);
    expect(events).toEqual([]);
  });

  it('is silent once stopped, though an answer is read afterwards', async () => {
    const { clock, events, pace, answer } = setUp();
    pace.stop();
    await clock.advance(30);
    answer(0, 30);
    await clock.advance(10_000);
    expect(events).toEqual([]);
  });
});
