import type { LiveEvent } from '@wanctl/dashboard';
import { expect, it } from 'vitest';
import { linePrinter } from '../../src/watch/line-printer.js';
import { NOTHING_SEEN, withRecord } from '../../src/watch/seen.js';

const direction = { rateBps: 90e6, achievedBps: 45e6, load: 0.5, zone: 'RED' };
const point = (atMs: number) => ({
  ...{ kind: 'point' as const, atMs, wan: 'fibre', rttMs: 44, baselineMs: 20, deltaMs: 24 },
  ...{ download: direction, upload: { rateBps: null, achievedBps: null, load: null, zone: '' } },
});
const event = (atMs: number): LiveEvent => ({
  ...{ kind: 'event', atMs, name: 'fibre', what: 'fault', text: `at ${atMs}` },
});

it('prints the newest point of a WAN and all events, once, and what is missing when that changes', () => {
  const printed: string[] = [];
  const show = linePrinter((line) => printed.push(line.replace(/^\d\d:\d\d:\d\d/, 'TIME')), 1000);
  const told = () => printed.splice(0);
  let seen = [event(900), point(950), point(1100), event(1200), point(1300)].reduce(withRecord, NOTHING_SEEN);
  show(seen);
  expect(told()).toEqual([
    'TIME fault    fibre: at 1200',
    'TIME fibre: RTT 44.0 ms, 24.0 ms over the baseline; download RED 90.0 Mbit/s 50 %; upload ? limit unknown',
  ]);
  show(seen);
  expect(told()).toEqual([]);
  seen = { ...withRecord(seen, event(1400)), missing: ['fibre: not running'] };
  show(seen);
  show(seen);
  expect(told()).toEqual(['fibre: not running', 'TIME fault    fibre: at 1400']);
});
