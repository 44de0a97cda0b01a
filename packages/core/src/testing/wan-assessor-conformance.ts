import type { Assessment, Assessor, Direction, Observation } from '../assessor.js';
import type { LineSettings } from '../line.js';
import type { CounterSample } from '../probe.js';
import { describeAssessor } from './assessor-conformance.js';
import type { TestRunner } from './transport-conformance/under-test.js';

/** A law of a WAN's rates and the line that it was made for. */
export interface WanAssessorUnderTest<State> {
  readonly assessor: Assessor<State>;
  readonly line: LineSettings;
}

/** Some minutes of a line: what every reflector answers, ms over the baseline (null: nothing), for how long. */
const STORY: readonly { readonly seconds: number; readonly overMs: readonly (number | null)[] }[] = [
  { seconds: 30, overMs: [0, 1, 2] },
  { seconds: 20, overMs: [20, 60, 90] },
  { seconds: 20, overMs: [400] },
  { seconds: 20, overMs: [400, null] },
  { seconds: 30, overMs: [0] },
  { seconds: 100, overMs: [null] },
  { seconds: 10, overMs: [-Infinity, Infinity, 0] },
  { seconds: 30, overMs: [3, 0] },
];

/**
 * Checks that a law of a WAN's rates keeps the `Assessor` contract on any line, with tests that it defines in the
 * given runner:
 *
 *     import { describe, expect, it } from 'vitest';
 *     describeWanAssessor('MyLaw', () => ({ assessor: new MyLaw(options, line), line }), { describe, it, expect });
 */
export function describeWanAssessor<State>(
  name: string,
  open: () => WanAssessorUnderTest<State>,
  runner: TestRunner,
): void {
  const openAll = () => {
    const { assessor, line } = open();
    return {
      assessor,
      observations: observationsOf(line),
      faultsOf: (assessment: Assessment) => [
        ...faultsOf(assessment, 'download', line),
        ...faultsOf(assessment, 'upload', line),
      ],
    };
  };
  describeAssessor(name, openAll, runner);
}

function faultsOf(assessment: Assessment, direction: Direction, { bounds }: LineSettings): string[] {
  const { rateBps, zone, reason } = assessment[direction];
  const { floorBps, ceilingBps } = bounds[direction];
  return [
    ...(Number.isInteger(rateBps) ? [] : [`${direction}: ${rateBps} bit/s is no whole number`]),
    ...(rateBps >= floorBps && rateBps <= ceilingBps
      ? []
      : [`${direction}: ${rateBps} bit/s is out of bounds`]),
    ...(['GREEN', 'YELLOW', 'SOFT_RED', 'RED'].includes(zone) ? [] : [`${direction}: zone ${zone}`]),
    ...(/^\S+$/.test(reason.code) && reason.text !== '' ? [] : [`${direction}: no reason`]),
  ];
}

/** The story on that line: a tick each interval, and none for an hour before the last part. */
function observationsOf(line: LineSettings): Observation[] {
  const { intervalMs } = line;
  let nowMs = 1e6;
  return STORY.flatMap(({ seconds, overMs }, part) => {
    if (part === STORY.length - 1) nowMs += 3_600_000;
    return Array.from({ length: Math.ceil((seconds * 1000) / intervalMs) }, (_, turn) => {
      nowMs += intervalMs;
      return observationOf(line, nowMs, overMs[turn % overMs.length] ?? null);
    });
  });
}

function observationOf(line: LineSettings, nowMs: number, overMs: number | null): Observation {
  const sequence = Math.round(nowMs);
  const sentAtMs = nowMs - line.intervalMs;
  // Samples out of this range do not reach a law.
  const rttMs = overMs === null ? null : Math.min(Math.max(0, line.baselineRttMs + overMs), 10_000);
  const counters = (direction: Direction): CounterSample[] => [
    {
      kind: 'counters',
      source: line.queues[direction],
      sequence,
      atMs: sentAtMs,
      bytes: nowMs * 1000,
      packets: nowMs,
      dropped: 0,
      queuedBytes: overMs === null ? 0 : 1500,
      queuedPackets: overMs === null ? 0 : 1,
    },
  ];
  return {
    nowMs,
    rtt: line.reflectors.map((source, index) => ({
      kind: 'rtt',
      source,
      sequence: sequence * line.reflectors.length + index,
      sentAtMs,
      rttMs,
    })),
    pending: line.reflectors.map((source) => ({ source, sentAtMs })),
    counters: { download: counters('download'), upload: counters('upload') },
    acceptedBps: { download: null, upload: line.bounds.upload.ceilingBps },
  };
}
