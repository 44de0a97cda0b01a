import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { ProbeEvent } from '../../src/engine.js';
import { UnlessFiltered } from '../../src/engines/unless-filtered.js';
import { FakeEngine } from '../fake-engine.js';
import { planOf } from '../plan.js';

const PLAN = planOf([{ host: 'a', address: '192.0.2.1', offsetMs: 0, intervalMs: 200 }]);
const TRIAL = planOf([{ host: 'a', address: '192.0.2.1', offsetMs: 0, intervalMs: 30_000 }]);

async function setUp() {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const [icmp, tcp] = [new FakeEngine(), new FakeEngine()];
  const engine = new UnlessFiltered(clock, logger, icmp, tcp);
  const events: ProbeEvent[] = [];
  await engine.start(PLAN, (event) => events.push(event));
  const answer = async (from: FakeEngine, times: number) => {
    for (let turn = 0; turn < times; turn += 1) from.answered('a', turn, 0, 1);
    await clock.advance(0);
  };
  /** Ends with TCP in use. */
  const filter = async () => {
    await clock.advance(15_000);
    await answer(tcp, 3);
  };
  return { clock, logger, icmp, tcp, engine, events, answer, filter };
}

describe('UnlessFiltered', () => {
  it('leaves TCP alone while ICMP is answered', async () => {
    const { clock, icmp, tcp, events, answer } = await setUp();
    for (let turn = 0; turn < 10; turn += 1) {
      await clock.advance(10_000);
      await answer(icmp, 1);
    }
    expect(tcp.plans).toEqual([]);
    expect(events).toHaveLength(10);
  });

  it('tries TCP after 15 s of silence, and goes over to it when that is answered', async () => {
    const { clock, logger, icmp, tcp, events, answer } = await setUp();
    await clock.advance(14_999);
    expect(tcp.plans).toEqual([]);
    await clock.advance(1);
    expect(tcp.plans).toEqual([TRIAL]);
    await answer(tcp, 2);
    expect(tcp.plans).toHaveLength(1);
    expect(events).toEqual([]);
    await answer(tcp, 1);
    expect([tcp.plans.at(-1), icmp.plans.at(-1)]).toEqual([PLAN, TRIAL]);
    await answer(tcp, 1);
    expect(events).toHaveLength(1);
    expect(logger.lines).toEqual([
      'warn ICMP is not answered but TCP is: measuring TCP connect time, degraded',
    ]);
  });

  it('gives the trial up when ICMP is answered first: the line had failed', async () => {
    const { clock, icmp, tcp, answer } = await setUp();
    await clock.advance(15_000);
    await answer(tcp, 2);
    await answer(icmp, 1);
    expect(tcp.running).toBe(false);
    expect(icmp.plans).toEqual([PLAN]);
    await clock.advance(15_000);
    await answer(tcp, 2);
    expect(icmp.plans).toEqual([PLAN]);
  });

  it('returns to ICMP after three answers', async () => {
    const { logger, icmp, tcp, events, answer, filter } = await setUp();
    await filter();
    await answer(icmp, 3);
    expect(icmp.plans.at(-1)).toEqual(PLAN);
    expect(tcp.running).toBe(false);
    await answer(icmp, 1);
    expect(events).toHaveLength(1);
    expect(logger.lines.at(-1)).toBe('info ICMP is answered again: measuring RTT by it');
  });

  it('keeps to TCP when it is started anew', async () => {
    const { icmp, tcp, engine, filter } = await setUp();
    await filter();
    await engine.stop();
    expect([icmp.running, tcp.running]).toEqual([false, false]);
    await engine.start(PLAN, () => {});
    expect([tcp.plans.at(-1), icmp.plans.at(-1)]).toEqual([PLAN, TRIAL]);
  });

  it('is silent once stopped, though it was about to change', async () => {
    const { clock, icmp, tcp, engine, events, answer } = await setUp();
    await clock.advance(15_000);
    for (let turn = 0; turn < 3; turn += 1) tcp.answered('a', turn, 0, 1);
    await engine.stop();
    expect([icmp.running, tcp.running]).toEqual([false, false]);
    await answer(icmp, 3);
    expect(events).toEqual([]);
  });
});
