import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EVENING, sceneAt } from '../../src/demo/evening.js';
import { type Moment, picture, plainLine } from '../../src/demo/picture.js';

function moment(atMs: number, rttMs: number): Moment {
  return {
    atMs,
    title: 'The neighbours come home.',
    rttMs,
    capacityMbps: 35,
    limitMbps: 52.4,
    deliveredMbps: 35,
    zone: 'RED',
    reason: 'cut: RED, 120.0 ms over the baseline',
  };
}

const MOMENTS = Array.from({ length: 300 }, (_, index) => moment(index * 1000, 20 + index));

describe('the picture', () => {
  it.each([80, 100, 200])('fits a terminal of %i columns and 24 lines', (columns) => {
    const lines = stripVTControlCharacters(picture(MOMENTS, [], columns)).split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('says what happens, how it is and what was written last', () => {
    const writes = [{ atMs: 290_000, text: 'download 52.4 Mbit/s, accepted in 9 ms' }];
    const text = stripVTControlCharacters(picture(MOMENTS, writes, 80));
    expect(text).toContain('The neighbours come home.');
    expect(text).toContain('delay 319 ms   limit 52 Mbit/s   delivered 35 Mbit/s   RED');
    expect(text).toContain('1 writes to the router; last: download 52.4 Mbit/s, accepted in 9 ms, 9 s ago');
  });
});

it('has a plain line for pipes', () => {
  expect(plainLine(moment(65_000, 319))).toBe(
    '01:05  delay  319 ms  limit  52 Mbit/s  line carries  35  delivered  35  RED',
  );
});

it('has a scene for every moment of the evening, in order', () => {
  expect(sceneAt(0)).toBe(EVENING[0]);
  expect(sceneAt(0.999)).toBe(EVENING.at(-1));
  expect(EVENING.map(({ from }) => from)).toEqual(EVENING.map(({ from }) => from).sort((a, b) => a - b));
});
