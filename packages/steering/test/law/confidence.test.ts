import { describe, expect, it } from 'vitest';
import { SteeringAssessor } from '../../src/index.js';
import { confidenceScore } from '../../src/law/confidence-score.js';
import { confirm } from '../../src/law/confirm.js';
import { ageConfidence, judgeByConfidence } from '../../src/law/judge-by-confidence.js';
import type { SteeringState } from '../../src/law/steering-state.js';
import { type ConfidenceRow, functions, lawOptions } from './golden.js';

const { rows } = functions.confidence[0] as { rows: ConfidenceRow[] };
const options = {
  ...lawOptions(),
  judge: 'confidence' as const,
  confidence: {
    steerThreshold: 55,
    recoveryThreshold: 20,
    sustainSec: 6,
    recoverySustainSec: 8,
    holdDownSec: 10,
    flap: { windowSec: 300, maxToggles: 4, penaltySec: 60, penaltyThresholdAdd: 15 },
  },
};

/**
 * Rows from here on differ in the flap figures: the original program forgets old changes only at a new one, so that a
 * penalty begins anew for ever (Q36).
 */
const FIRST_UNFORGOTTEN = 181;

/** A state after so many seconds, as `SteeringAssessor` ages it. */
function aged(state: SteeringState, seconds: number): SteeringState {
  return {
    ...state,
    staySec: Math.max(0, state.staySec - seconds),
    confidence: ageConfidence(options.confidence, state.confidence, seconds),
  };
}

it('agrees row by row in score, timers and decisions', () => {
  let state: SteeringState = {
    ...new SteeringAssessor(options).initial(),
    enabledRules: [],
  };
  for (const { i, in: given, out } of rows) {
    const score = confidenceScore({
      deltaMs: given.rtt_delta_ms,
      zones: given.cake_state_history,
      drops: given.drops_history,
      queued: given.queue_history,
    });
    const view = {
      score,
      congestion: given.cake_state,
      deltaMs: given.rtt_delta_ms,
      dropsPerSec: given.drops_per_sec,
    };
    const { state: judged, wish } = judgeByConfidence(options.confidence, aged(state, 2), view, 2);
    state = wish === null ? judged : switched(judged, wish === 'away');
    const { degradeSec, recoverySec, penaltySec, toggleAgesSec } = state.confidence;
    const holdDown = state.target === null || state.staySec === 0 ? null : state.staySec;
    const decision = { away: 'ENABLE_STEERING', back: 'DISABLE_STEERING' };
    expect(
      { decision: wish && decision[wish], score, degradeSec, holdDown, recoverySec },
      `row ${i}`,
    ).toEqual({
      decision: out.decision,
      score: out.confidence,
      degradeSec: out.degrade_timer,
      holdDown: out.hold_down_timer,
      recoverySec: out.recovery_timer,
    });
    if (i < FIRST_UNFORGOTTEN) {
      expect([toggleAgesSec.length, penaltySec > 0], `row ${i}`).toEqual([
        out.flap_events,
        out.flap_penalty_active,
      ]);
    }
  }
});

function switched(state: SteeringState, enabled: boolean): SteeringState {
  const asked = { to: enabled ? 'wan2' : null, badCount: 0, goodCount: 0 };
  const rule = enabled ? ('enabled' as const) : ('disabled' as const);
  return confirm(options, { ...state, asked }, [{ wan: 'wan2', rule, zone: null, measurement: null }]).state;
}

describe('damping', () => {
  const flapping = { ...new SteeringAssessor(options).initial() };
  const confidence = { ...flapping.confidence, toggleAgesSec: [40, 30, 20, 10, 5] };
  const score = (value: number) => ({
    score: value,
    congestion: 'RED' as const,
    deltaMs: 90,
    dropsPerSec: 1,
  });
  const judge = (value: number, seconds = 6) => {
    const begun = judgeByConfidence(options.confidence, { ...flapping, confidence }, score(value), 2).state;
    return judgeByConfidence(options.confidence, aged(begun, seconds), score(value), seconds).wish;
  };

  it('demands more after too many changes', () => {
    expect(judge(69)).toBeNull();
    expect(judge(70)).toBe('away');
  });

  it('ends with the penalty, when the changes are forgotten', () => {
    const begun = judgeByConfidence(options.confidence, { ...flapping, confidence }, score(60), 2).state;
    const later = aged(begun, 300);
    expect(later.confidence).toMatchObject({ penaltySec: 0, toggleAgesSec: [] });
    expect(judgeByConfidence(options.confidence, later, score(60), 2).state.confidence.degradeSec).toBe(6);
  });

  it('can be switched off', () => {
    const undamped = { ...options.confidence, flap: null };
    const { state } = judgeByConfidence(undamped, { ...flapping, confidence }, score(60), 2);
    expect(state.confidence.degradeSec).toBe(6);
  });
});
