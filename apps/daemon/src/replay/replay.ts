import type { Assessment, Assessor, Direction, LineSettings, Observation, PerDirection } from '@wanctl/core';
import type { RecordedCycle } from './recording.js';

/** What a law made of one recorded cycle. RTTs in ms, rates in bit/s. */
export interface ReplayedCycle {
  readonly cycle: number;
  /** Time of the cycle, ms: that of the recording, or counted from its begin. */
  readonly t_ms: number;
  /** Null: nothing to judge by. */
  readonly measured: number | null;
  readonly baseline: number;
  readonly load: number;
  readonly delta: number;
  readonly download: ReplayedDirection;
  readonly upload: ReplayedDirection;
  /** Limits that the router has after this cycle; null before the first it accepted. */
  readonly applied: PerDirection<number | null>;
}

export interface ReplayedDirection {
  /** Null: not assessed. */
  readonly zone: string | null;
  readonly rate_bps: number;
  readonly reason: string | null;
}

/** Runs a law over recorded cycles, offline: no clock, no network, no router. */
export async function* replay(
  cycles: AsyncIterable<RecordedCycle>,
  assessor: Assessor,
  line: LineSettings,
): AsyncGenerator<ReplayedCycle> {
  let state = assessor.initial();
  let rates: PerDirection<number> = {
    download: line.bounds.download.ceilingBps,
    upload: line.bounds.upload.ceilingBps,
  };
  let applied: PerDirection<number | null> = { download: null, upload: null };
  let delay = {
    measuredMs: line.baselineRttMs,
    baselineMs: line.baselineRttMs,
    loadMs: line.baselineRttMs,
    deltaMs: 0,
  };

  for await (const recorded of cycles) {
    const observation = observe(recorded, line, applied);
    const turn = assessor.assess(state, observation);
    const { assessment } = turn;
    state = turn.state;
    if (assessment) {
      rates = { download: assessment.download.rateBps, upload: assessment.upload.rateBps };
      if (recorded.routerAccepts) applied = rates;
    }
    delay = assessment?.delay ?? delay;
    yield {
      cycle: recorded.cycle,
      t_ms: observation.nowMs,
      measured: assessment?.delay?.measuredMs ?? null,
      baseline: delay.baselineMs,
      load: delay.loadMs,
      delta: delay.deltaMs,
      download: describe(assessment, 'download', rates),
      upload: describe(assessment, 'upload', rates),
      applied,
    };
  }
}

function observe(
  { cycle, tMs, rttMs, bytes }: RecordedCycle,
  line: LineSettings,
  acceptedBps: PerDirection<number | null>,
): Observation {
  const nowMs = tMs ?? cycle * line.intervalMs;
  const counter = (source: string, value: number | null) =>
    value === null
      ? []
      : [
          {
            kind: 'counters' as const,
            source,
            sequence: cycle,
            atMs: nowMs,
            bytes: value,
            packets: 0,
            dropped: 0,
            queuedBytes: 0,
            queuedPackets: 0,
          },
        ];
  return {
    nowMs,
    rtt: rttMs.map((rtt, index) => ({
      kind: 'rtt',
      source: line.reflectors[index] ?? `rtt_${index + 1}`,
      sequence: cycle * rttMs.length + index,
      sentAtMs: nowMs,
      rttMs: rtt,
    })),
    pending: [],
    counters: { download: counter('download', bytes.download), upload: counter('upload', bytes.upload) },
    acceptedBps,
  };
}

function describe(
  assessment: Assessment | null,
  direction: Direction,
  rates: PerDirection<number>,
): ReplayedDirection {
  const { zone = null, reason } = assessment?.[direction] ?? {};
  return { zone, rate_bps: rates[direction], reason: reason?.text ?? null };
}
