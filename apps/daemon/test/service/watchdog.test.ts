import { silentLogger, startTicking, Telemetry } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { feedWatchdog, watchdogMs, watchedLoop } from '../../src/service/watchdog.js';

/** Two loops, of 1 s and of 60 s, whose laws fail at each turn, and a watchdog of 30 s. */
function setUp() {
  const clock = new ManualClock();
  const states: string[] = [];
  const loops = [1000, 60_000].map((intervalMs) => {
    const telemetry = new Telemetry();
    const parts = { intervalMs, firstMs: 1000, clock, telemetry, logger: silentLogger, fault: 'fails' };
    const start = () =>
      startTicking(parts, () => {
        throw new Error('law');
      });
    return { ...watchedLoop(intervalMs, telemetry), start, stop: start() };
  });
  const end = feedWatchdog(loops, 30_000, { notify: (state) => states.push(state), clock });
  return { clock, states, loops, end };
}

describe('the watchdog', () => {
  it('is fed three times per period while all loops turn, however slow one is', async () => {
    const { clock, states } = setUp();
    await clock.advance(600_000);
    expect(states).toEqual(Array(61).fill('WATCHDOG=1'));
  });

  it('counts the asking for a lock as a turn of a loop that stands by', () => {
    const telemetry = new Telemetry();
    const { turns } = watchedLoop(1000, telemetry);
    telemetry.record('lock', 1);
    expect(turns()).toBe(1);
  });

  it('is not fed while a loop stands still, and again when it turns again', async () => {
    const { clock, states, loops } = setUp();
    await clock.advance(60_000);
    loops[0]?.stop();
    await clock.advance(10_000);
    const before = states.length;
    await clock.advance(60_000);
    expect(states).toHaveLength(before);
    loops[0]?.start();
    await clock.advance(20_000);
    expect(states.length).toBeGreaterThan(before);
  });

  it('is not fed any more after its end', async () => {
    const { clock, states, end } = setUp();
    await clock.advance(60_000);
    end();
    const before = states.length;
    await clock.advance(600_000);
    expect(states).toHaveLength(before);
  });
});

it('takes the period that systemd gives to this process', () => {
  expect(watchdogMs({ WATCHDOG_USEC: '30000000' })).toBe(30_000);
  expect(watchdogMs({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: String(process.pid) })).toBe(30_000);
  expect(watchdogMs({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '1' })).toBeNull();
  expect(watchdogMs({})).toBeNull();
});
