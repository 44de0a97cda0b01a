import { expect, it } from 'vitest';
import { WanEvents } from '../../src/index.js';
import { House } from '../house.js';

it('hears zone, baseline, RTT, counters and measurement of its WAN, for a while', () => {
  const house = new House();
  const { events, clock } = house;
  const source = new WanEvents({ wan: 'wan1', events, clock });
  const heard: (number | string)[] = [];
  void source.start({
    rtt: (rttMs) => heard.push(rttMs),
    counters: ({ source: queue }) => heard.push(queue),
  });
  expect(source.report(0)).toEqual({ zone: null, measurement: null, baselineMs: null, ageMs: null });
  house.tellOf('wan1', { rttMs: 31, zone: 'SOFT_RED' });
  house.tellOf('wan2', { rttMs: 77, zone: 'RED' });
  house.measure('wan1', 'reduced');
  house.measure('wan2', 'collapsed');
  events.emit('measurement', {
    ...{ wan: 'wan1', measures: 'counters' },
    health: { state: 'collapsed', engine: 'test', detail: '' },
  });
  expect(source.report(1000)).toEqual({
    ...{ zone: 'SOFT_RED', measurement: 'reduced', baselineMs: 24, ageMs: 1000 },
  });
  expect(source.report(16_000)).toEqual({
    ...{ zone: null, measurement: null, baselineMs: 24, ageMs: 16_000 },
  });
  source.stop();
  house.tellOf('wan1', { rttMs: 99 });
  expect(heard).toEqual(['Down', 31]);
});
