import { type Clock, Telemetry } from '@wanctl/core';
import { ManualClock, MemoryRouter } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { QueuePoll } from '../src/queue-poll.js';
import { queueReaderOf } from '../src/queue-reader.js';

describe('QueuePoll', () => {
  it('gives each snapshot once, though timers fire a moment early', async () => {
    const clock = new ManualClock();
    const early: Clock = {
      now: () => clock.now(),
      wall: () => clock.wall(),
      schedule: (callback, delayMs) => clock.schedule(callback, delayMs > 1 ? delayMs - 0.5 : delayMs),
    };
    const reader = queueReaderOf(new MemoryRouter({}), early, new Telemetry());
    const given: number[] = [];
    const poll = new QueuePoll({
      ...{ reader, clock: early, periodMs: () => 500 },
      onSnapshot: ({ startedAtMs }) => given.push(startedAtMs),
      onError() {},
    });
    poll.start();
    await clock.advance(1000);
    poll.stop();
    expect(given).toEqual([0, 500, 1000]);
  });
});
