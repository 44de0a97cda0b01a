import type { HealthReport } from '../../src/health/health.js';
import type { SteeringReport } from '../../src/health/steering-health.js';
import type { WanReport } from '../../src/health/wan-report.js';

const DECISION = (rateBps: number) => ({
  zone: 'GREEN' as const,
  rateBps,
  reason: { code: 'hold', text: 'held: GREEN, 4.0 ms over the baseline' },
});
const TICK = { count: 1200, p50: 0.1, p95: 0.2, p99: 0.4, max: 2 };
const NOTHING = { stages: {}, counters: {} };

/** What is seen of a WAN before its first turn. */
export const NOTHING_YET: WanReport['view'] = {
  assessment: null,
  limitsBps: { download: null, upload: null },
  sources: new Map(),
};

/** A WAN that is well, 100 s after the start. */
export const WELL: WanReport = {
  name: 'fibre',
  law: 'zones',
  intervalMs: 50,
  tickedAtMs: 99_980,
  view: {
    assessment: {
      download: DECISION(90e6),
      upload: DECISION(18e6),
      delay: { measuredMs: 24, baselineMs: 20, loadMs: 24, deltaMs: 4 },
    },
    limitsBps: { download: 90e6, upload: 18e6 },
    sources: new Map([
      ['1.1.1.1', { answered: 900, lost: 3, rttMs: 24.5, answeredAtMs: 99_900 }],
      ['9.9.9.9', { answered: 0, lost: 9, rttMs: null, answeredAtMs: null }],
    ]),
  },
  probes: [
    { measures: 'rtt', state: 'healthy', engine: 'icmp socket (raw), kernel timestamps', detail: '' },
    {
      measures: 'counters',
      state: 'healthy',
      engine: 'queue counters by rest https://192.0.2.1',
      detail: '',
    },
  ],
  transport: 'rest https://192.0.2.1',
  standsBy: null,
  faults: { failures: 0, sinceMs: 0, last: null },
  queues: {
    waiting: [],
    acceptedAtMs: 88_000,
    checkedAtMs: 70_000,
    asBelieved: true,
    budget: { used: 0, perHour: 5400, raiseEveryMs: 200 },
  },
  acceptedBps: { download: 90e6, upload: 18e6 },
  lastMinute: { stages: { tick: TICK }, counters: {} },
  sinceStart: { ...NOTHING, counters: { 'state.bytes': 1000, 'state.saves': 2, 'ticks.missed': 2 } },
};

/** A steering that is well and has moved connections to `cable`. */
export const STEERED: SteeringReport = {
  name: 'steering',
  intervalMs: 2000,
  tickedAtMs: 99_000,
  probes: [
    {
      measures: 'counters',
      state: 'healthy',
      engine: 'queue counters by rest https://192.0.2.1',
      detail: '',
    },
  ],
  transport: 'rest https://192.0.2.1',
  standsBy: null,
  faults: { failures: 0, sinceMs: 0, last: null },
  lastMinute: { stages: { steering: { ...TICK, count: 30 } }, counters: {} },
  sinceStart: NOTHING,
  judge: 'congestion',
  dryRun: false,
  steering: {
    state: 'FIBRE_DEGRADED',
    on: 'cable',
    wanted: 'cable',
    congestion: 'YELLOW',
    tickedAtMs: 99_000,
    reason: { code: 'hold', text: 'YELLOW, 20.0 ms over the baseline, 0 drops, 0 packets queued' },
    signals: 'delay and queue',
    faults: { failures: 0, sinceMs: 0, last: null },
    primary: { wan: 'fibre', zone: 'YELLOW', measurement: 'healthy', baselineMs: 20, ageMs: 50 },
    alternates: [
      { wan: 'cable', zone: 'GREEN', measurement: 'healthy', baselineMs: 24, ageMs: 50, rule: 'enabled' },
      { wan: 'lte', zone: null, measurement: null, baselineMs: null, ageMs: null, rule: 'disabled' },
    ],
    staySec: 3,
    handsOffSec: 0,
    movesLeft: 98.7,
  },
};

/** The report of a daemon with this WAN and these steerings. */
export function reportOn(
  wan: Partial<WanReport> = {},
  steerings: readonly SteeringReport[] = [],
): HealthReport {
  const profile = { period_seconds: 60, cpu_pct: 1.23, rss_bytes: 78e6, parts: [] };
  return {
    version: '1.2.3',
    pid: 42,
    nowMs: 100_000,
    wall: new Date('2026-01-01T00:01:40Z'),
    startedAtMs: 0,
    wans: [{ ...WELL, ...wan }],
    steerings,
    lastMinute: profile,
    sinceStart: profile,
  };
}
