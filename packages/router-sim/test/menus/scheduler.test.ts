import { ManualClock } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { openConsole } from '../../src/console.js';
import { createRouter } from '../../src/create-router.js';
import { boot } from '../../src/device/boot.js';

const MINUTE_MS = 60_000;
const NAME = 'raise';
const RAISE =
  ':foreach q in=[/queue/tree/find comment=low] do={:if ([/queue/tree/get $q max-limit] != 9000000) do={/queue/tree/set $q max-limit=9M}}';

function setUp(entry: Record<string, string> = {}) {
  const clock = new ManualClock();
  const router = createRouter(clock);
  const console = openConsole(router);
  for (const [name, comment] of [
    ['a', 'low'],
    ['b', 'other'],
    ['c', 'low'],
  ] as const)
    console.add('queue/tree', { name, comment, parent: 'global', 'max-limit': '5M' });
  console.add('system/scheduler', { name: NAME, interval: '1m', 'on-event': RAISE, ...entry });
  const lower = () => console.set('queue/tree', 'a', { 'max-limit': '5M' });
  const limits = () => ['a', 'b', 'c'].map((name) => console.queue(name).maxLimitBps / 1e6);
  return { clock, router, console, lower, limits };
}

it('an entry does what it says each time its interval has passed, and writes where it says so alone', async () => {
  const { clock, router, lower, limits } = setUp();
  await clock.advance(MINUTE_MS - 1);
  expect(limits()).toEqual([5, 5, 5]);
  await clock.advance(1);
  expect(limits()).toEqual([9, 5, 9]);
  const { sectorsTotal } = router.flash;
  await clock.advance(MINUTE_MS);
  expect(router.flash.sectorsTotal).toBe(sectorsTotal);
  lower();
  await clock.advance(MINUTE_MS);
  expect(limits()).toEqual([9, 5, 9]);
});

it('is not run while it is disabled, once it is removed, or without an interval', async () => {
  const { clock, console, lower, limits } = setUp();
  console.add('system/scheduler', { name: 'never', 'on-event': '/queue/tree/set b max-limit=9M' });
  console.set('system/scheduler', NAME, { disabled: 'yes' });
  await clock.advance(2 * MINUTE_MS);
  expect(limits()).toEqual([5, 5, 5]);
  console.set('system/scheduler', NAME, { disabled: 'no' });
  await clock.advance(MINUTE_MS);
  expect(limits()).toEqual([9, 5, 9]);
  lower();
  console.remove('system/scheduler', NAME);
  await clock.advance(2 * MINUTE_MS);
  expect(limits()).toEqual([5, 5, 9]);
});

it('has another interval from then on, and goes on after a restart', async () => {
  const { clock, router, console, limits } = setUp({ interval: '1h' });
  console.set('system/scheduler', NAME, { interval: '10s' });
  await clock.advance(10_000);
  expect(limits()).toEqual([9, 5, 9]);
  router.up = false;
  await clock.advance(MINUTE_MS);
  boot(router, 0);
  console.set('queue/tree', 'a', { 'max-limit': '5M' });
  await clock.advance(10_000);
  expect(limits()).toEqual([9, 5, 9]);
});

it.each([
  ['may not what it says', { policy: 'read' }, 'not enough permissions (9)'],
  ['cannot be understood', { 'on-event': ':if (1 = 1 do={}' }, 'syntax error'],
])('that %s is told in the log', async (_, entry, words) => {
  const { clock, console, limits } = setUp(entry);
  await clock.advance(MINUTE_MS);
  expect(limits()).toEqual([5, 5, 5]);
  expect(console.rows('log').map(({ message }) => message)).toContainEqual(expect.stringContaining(words));
});
