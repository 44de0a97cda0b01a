import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../src/faults/all.js';
import { randomOf } from '../src/random.js';
import { tryFault } from '../src/trial.js';
import { openWorld, type World } from '../src/world/world.js';

const SEED = 1;
/** Faults that need no privilege and are over soon. */
const SHORT = [
  'router-reboots',
  'answers-500',
  'resets-mid-answer',
  'certificate-changes',
  'queue-renamed',
  'all-reflectors-of-a-wan-die',
  'clock-an-hour-ahead',
  'clock-an-hour-behind',
  'event-loop-stall',
  'suspend',
  'no-file-descriptors',
  'state-truncated',
  'killed-at-any-instant',
];
const LONGEST_HOLD_MS = 2000;
const PATIENCE_MS = 240_000;

describe('the daemon, as a process, survives', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(randomOf(SEED));
  });
  afterAll(() => world.close());

  it.each(SHORT)('%s', { timeout: PATIENCE_MS }, async (name) => {
    const fault = FAULTS.find((one) => one.name === name);
    if (!fault) throw new Error(`there is no fault ${name}`);
    expect((await tryFault(world, fault, SEED, LONGEST_HOLD_MS)).problems).toEqual([]);
  });
});
