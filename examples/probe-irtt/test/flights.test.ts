import { Telemetry } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { Flights, type Landing } from '../src/flights.js';

const INTERVAL_MS = 100;
const TIMEOUT_MS = 1000;

/** Flights to a server, what has landed, and a way to answer. */
function fly() {
  const clock = new ManualClock();
  const telemetry = new Telemetry();
  const landed: Landing[] = [];
  const flights = new Flights({
    ...{ source: 'vps', intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS, clock, telemetry },
    land: (landing) => landed.push(landing),
  });
  return {
    ...{ clock, flights, landed },
    answer: (sequence: number, rttMs: number) => flights.answered({ kind: 'answer', sequence, rttMs }),
    rtts: () => landed.map(({ rttMs }) => rttMs),
    sentAt: () => flights.pending().map(({ sentAtMs }) => sentAtMs),
    late: () => telemetry.snapshot().counters['probe-irtt.late'],
  };
}

describe('packets to a server', () => {
  it('are under way from when they are due until they are answered', async () => {
    const { clock, answer, landed, sentAt } = fly();
    await clock.advance(250);
    expect(sentAt()).toEqual([0, 100, 200]);
    answer(2, 30);
    answer(0, 240);
    expect(landed).toEqual([
      { kind: 'rtt', source: 'vps', sentAtMs: 220, rttMs: 30 },
      { kind: 'rtt', source: 'vps', sentAtMs: 10, rttMs: 240 },
    ]);
    expect(sentAt()).toEqual([100]);
  });

  it('are due when the last answer says', async () => {
    const { clock, answer, sentAt } = fly();
    await clock.advance(130);
    answer(1, 5);
    await clock.advance(94);
    expect(sentAt()).toEqual([0]);
    await clock.advance(1);
    expect(sentAt()).toEqual([0, 225]);
  });

  it('are lost after the timeout, also when nobody has been reached yet', async () => {
    const { clock, rtts, landed } = fly();
    await clock.advance(TIMEOUT_MS + 200);
    expect(rtts()).toEqual([null, null, null]);
    expect(landed.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 100, 200]);
  });

  it('that are answered after it are lost, and counted', async () => {
    const { clock, answer, rtts, late } = fly();
    await clock.advance(TIMEOUT_MS);
    answer(0, 999);
    answer(3, 1001);
    expect([rtts(), late()]).toEqual([[null, null], 1]);
  });

  it('count from 0 with each test, and of those of the last one nobody waits', async () => {
    const { clock, flights, answer, rtts, sentAt } = fly();
    await clock.advance(350);
    flights.begin();
    expect(sentAt()).toEqual([350]);
    await clock.advance(20);
    answer(0, 20);
    await clock.advance(TIMEOUT_MS - 1);
    expect(rtts()).toEqual([20]);
  });

  it('are due as seldom as the server wants', async () => {
    const { clock, flights, sentAt } = fly();
    flights.begin(400);
    await clock.advance(900);
    expect(sentAt()).toEqual([0, 400, 800]);
  });

  it('are forgotten in the end', async () => {
    const { clock, flights, rtts } = fly();
    await clock.advance(50);
    flights.stop();
    await clock.advance(10_000);
    expect([rtts(), flights.pending()]).toEqual([[], []]);
  });
});
