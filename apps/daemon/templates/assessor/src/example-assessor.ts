import {
  type Assessor,
  type DirectionAssessment,
  inject,
  LINE,
  type LineSettings,
  type Observation,
  OPTIONS,
  type RateBounds,
  type Turn,
  type Zone,
} from '@wanctl/core';
import type { ExampleAssessorOptions } from './options.js';

/** What the law remembers from tick to tick: plain data. */
export interface ExampleAssessorState {
  /** On the monotonic scale of the observations, ms; null: there has been no delay yet. */
  readonly slowUntilMs: number | null;
}

/** The ceiling while the delay is low, and for a while after each high delay a share of it. */
export class ExampleAssessor implements Assessor<ExampleAssessorState> {
  constructor(
    @inject(OPTIONS) private readonly options: ExampleAssessorOptions,
    @inject(LINE) private readonly line: LineSettings,
  ) {}

  initial(): ExampleAssessorState {
    return { slowUntilMs: null };
  }

  /** Monotonic time begins anew with each process, so that nothing is worth keeping. */
  restore(): ExampleAssessorState {
    return this.initial();
  }

  persist(): Record<string, never> {
    return {};
  }

  assess(state: ExampleAssessorState, { nowMs, rtt }: Observation): Turn<ExampleAssessorState> {
    const answersMs = rtt.flatMap(({ rttMs }) => (rttMs === null ? [] : [rttMs]));
    if (answersMs.length === 0) return { state, assessment: null };
    // The quickest answer: a busy or distant reflector says nothing about the line.
    const measuredMs = Math.min(...answersMs);
    const { baselineRttMs, bounds } = this.line;
    const deltaMs = measuredMs - baselineRttMs;
    const isLate = deltaMs > this.options.delay_ms;
    const slowUntilMs = isLate ? nowMs + this.options.hold_sec * 1000 : state.slowUntilMs;
    const isSlow = slowUntilMs !== null && nowMs <= slowUntilMs;
    const zone = isLate ? 'RED' : isSlow ? 'YELLOW' : 'GREEN';
    return {
      state: { slowUntilMs },
      assessment: {
        download: this.#verdict(bounds.download, zone, deltaMs),
        upload: this.#verdict(bounds.upload, zone, deltaMs),
        delay: { measuredMs, baselineMs: baselineRttMs, loadMs: measuredMs, deltaMs },
      },
    };
  }

  #verdict({ floorBps, ceilingBps }: RateBounds, zone: Zone, deltaMs: number): DirectionAssessment {
    const slowBps = Math.max(floorBps, Math.round(ceilingBps * this.options.slow_share));
    const text = `${deltaMs.toFixed(1)} ms over the baseline, ${this.options.delay_ms} ms are allowed`;
    if (zone === 'GREEN') return { zone, rateBps: ceilingBps, reason: { code: 'ceiling', text } };
    return { zone, rateBps: slowBps, reason: { code: 'slow', text } };
  }
}
