import { describe, expect, it } from 'vitest';
import { ALWAYS, LIVED_ON, NO_TICK_MISSED, problemsOf, RECOVERED } from '../src/invariants.js';
import type { Look } from '../src/look.js';
import { LOGIN } from '../src/world/files.js';

const EVERYTHING = [...ALWAYS, ...RECOVERED, ...LIVED_ON, NO_TICK_MISSED];
const LIMITS = { 'wan1-download': 50, 'wan1-upload': 10, 'wan2-download': 90, 'wan2-upload': 2 };

const WELL = { missed: 0, failed: 0, failures: 0, written: 5400 };

function loop(name: string, figures: Partial<typeof WELL> = {}) {
  const { missed, failed, failures, written } = { ...WELL, ...figures };
  return {
    name,
    cycle_budget: { overrun_count: missed, failed_count: failed },
    router_connectivity: {
      consecutive_failures: failures,
      writes_per_hour: written,
      write_budget_per_hour: 5400,
    },
  };
}

function wan(name: string, download: number, upload: number, figures = {}, available = true) {
  return {
    ...loop(name, figures),
    download: { current_rate_mbps: download },
    upload: { current_rate_mbps: upload },
    measurement: { available },
  };
}

function health(figures = {}, available = true) {
  return {
    pid: 7,
    wans: [wan('wan1', 50, 10, figures, available), wan('wan2', 90, 2)],
    steerings: [{ ...loop('steering'), steering: { enabled: true } }],
  };
}

const GOOD: Look = {
  limitsMbps: new Map(Object.entries(LIMITS)),
  steered: true,
  health: health(),
  states: new Map([['wan1', { document: {}, damaged: false }]]),
  logs: 'all is well',
  rssBytes: 80e6,
  waitedMs: 0,
  falls: [],
};

describe('what must hold', () => {
  it('holds when all is well', () => {
    expect(problemsOf(EVERYTHING, GOOD, GOOD)).toEqual([]);
  });

  it.each<[string, Partial<Look>]>([
    ['wan1-download is limited to 9 Mbit/s', { limitsMbps: new Map([['wan1-download', 9]]) }],
    ['wan2-upload is limited to 0 Mbit/s', { limitsMbps: new Map([['wan2-upload', 0]]) }],
    ['the state file of wan1 is lost', { states: new Map([['wan1', { document: null, damaged: false }]]) }],
    ['the state file of wan1 is damaged', { states: new Map([['wan1', { document: {}, damaged: true }]]) }],
    ['wan1 has written 5401 limits within the hour', { health: health({ written: 5401 }) }],
    ['a log shows the password', { logs: `trying ${LOGIN.password}` }],
    ['the daemon ended by itself: exit 1', { falls: ['exit 1'] }],
    ['the daemon does not answer', { health: null }],
    ['wan1 does not measure', { health: health({}, false) }],
    ['wan1 does not reach the router', { health: health({ failures: 1 }) }],
    ['wan1 download: health says 50 Mbit/s, the router 40', { limitsMbps: new Map([['wan1-download', 40]]) }],
    ['steering: health says true, the rule false', { steered: false }],
    ['memory has grown from 80 MB to 121 MB', { rssBytes: 121e6 }],
    ['a turn of wan1 has failed', { health: health({ failed: 1 }) }],
    ['wan1 has missed 2 ticks', { health: health({ missed: 2 }), waitedMs: 400 }],
  ])('tells: %s', (problem, change) => {
    const problems = problemsOf(EVERYTHING, { ...GOOD, ...change }, GOOD).join('\n');
    expect(problems).toContain(problem);
  });

  it('blames nobody for ticks that a busy machine has taken', () => {
    const busy = { ...GOOD, health: health({ missed: 2 }), waitedMs: 500 };
    expect(problemsOf(EVERYTHING, busy, GOOD)).toEqual([]);
  });
});
