import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@wanctl/core';
import type { Fault } from './faults/fault.js';
import { ALWAYS, LIVED_ON, NO_TICK_MISSED, problemsOf, RECOVERED } from './invariants.js';
import { type Look, lookAt } from './look.js';
import { randomOf } from './random.js';
import type { World } from './world/world.js';

/** How a fault went. */
export interface Trial {
  readonly fault: string;
  /** The seed that repeats it. */
  readonly seed: number;
  /** What did not hold, a clause each; empty when the daemon survived. */
  readonly problems: readonly string[];
  /** From the end of the fault until all was well, ms; null when it never was. */
  readonly recoveryMs: number | null;
}

const LOOK_EVERY_MS = 250;
/** A minute passes until limits that somebody has changed are looked at, and some seconds until a loop is up. */
const RECOVERY_MS = 90_000;

/** Has one fault happen, looking at the invariants all the time, and waits until all is well again. */
export async function tryFault(
  world: World,
  fault: Fault,
  seed: number,
  longestHoldMs: number,
): Promise<Trial> {
  const before = await untilWell(world);
  const problems = new Set<string>();
  const note = (invariants: Parameters<typeof problemsOf>[0], now: Look) => {
    for (const problem of problemsOf(invariants, now, before)) problems.add(problem);
  };
  try {
    const heal = await fault.strike(world, randomOf(seed));
    const untilMs = performance.now() + Math.min(fault.holdMs, longestHoldMs);
    while (performance.now() < untilMs) {
      await sleep(LOOK_EVERY_MS);
      note(ALWAYS, await lookAt(world));
    }
    await heal();
  } catch (error) {
    problems.add(messageOf(error));
  }
  const healedMs = performance.now();
  const after = await untilWell(world, before);
  const left = problemsOf(RECOVERED, after, before);
  note([...ALWAYS, ...RECOVERED, ...LIVED_ON, ...(fault.stalls ? [] : [NO_TICK_MISSED])], after);
  const recoveryMs = left.length === 0 ? performance.now() - healedMs : null;
  return { fault: fault.name, seed, problems: [...problems], recoveryMs };
}

/** The first look at which all is well, or the last before patience ends. */
async function untilWell(world: World, before?: Look): Promise<Look> {
  const untilMs = performance.now() + RECOVERY_MS;
  let look = await lookAt(world);
  while (
    problemsOf([...ALWAYS, ...RECOVERED], look, before ?? look).length > 0 &&
    performance.now() < untilMs
  ) {
    await sleep(LOOK_EVERY_MS);
    look = await lookAt(world);
  }
  return look;
}
