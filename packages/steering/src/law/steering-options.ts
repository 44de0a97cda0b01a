/** When the primary counts as congested, and when as good again. Samples are those of a cycle of 2 s. */
export interface SteeringThresholds {
  /** Smoothed delay over the baseline above which it is YELLOW, and without which it is not RED, ms. */
  readonly yellowRttMs: number;
  readonly redRttMs: number;
  /** Drops in 2 s without which it is not RED. */
  readonly minDropsRed: number;
  /** Packets in the queue from which it is YELLOW, and without which it is not RED. */
  readonly minQueueYellow: number;
  readonly minQueueRed: number;
  /** RED samples in a row that steer away, GREEN ones that steer back. */
  readonly redSamplesRequired: number;
  readonly greenSamplesRequired: number;
  /** Weight of a new sample, 0 to 1. */
  readonly rttEwmaAlpha: number;
  readonly queueEwmaAlpha: number;
  /** Window in which the primary's baseline is believed, ms. */
  readonly baselineMinMs: number;
  readonly baselineMaxMs: number;
  /** Judging by delay alone: delay over the baseline that is bad, and good again, ms; and for how many samples. */
  readonly badThresholdMs: number;
  readonly recoveryThresholdMs: number;
  readonly badSamples: number;
  readonly goodSamples: number;
}

/** Judging by a score of 0 to 100 instead of by counting samples. */
export interface ConfidenceOptions {
  /** Score from which to steer away, and down to which to steer back. */
  readonly steerThreshold: number;
  readonly recoveryThreshold: number;
  /** For how long the score must stay there. */
  readonly sustainSec: number;
  readonly recoverySustainSec: number;
  /** Shortest stay on the alternate. */
  readonly holdDownSec: number;
  /** Null: no damping. */
  readonly flap: FlapOptions | null;
}

/** More than `maxToggles` in the window raise the threshold for a while. */
export interface FlapOptions {
  readonly windowSec: number;
  readonly maxToggles: number;
  readonly penaltySec: number;
  readonly penaltyThresholdAdd: number;
}

/** What keeps steering calm, whatever judges. */
export interface GuardOptions {
  /** Shortest time from one change to the next, s. */
  readonly minStaySec: number;
  /** How often a day connections may be moved away from the primary or between alternates; going back is free. */
  readonly movesPerDay: number;
  /** For how long a rule that somebody else has toggled is left alone, s. */
  readonly handsOffSec: number;
}

/** Options of the steering law. */
export interface SteeringLawOptions {
  /** The watched WAN; upper-cased it makes the state names `<NAME>_GOOD` and `<NAME>_DEGRADED`. */
  readonly primaryWan: string;
  /** WANs that may take over, the preferred first. */
  readonly alternates: readonly string[];
  /** Length of a cycle, ms. */
  readonly intervalMs: number;
  /** Samples of congestion (delay, drops and queue) or of delay alone are counted, or a score is kept. */
  readonly judge: 'congestion' | 'delay' | 'confidence';
  readonly thresholds: SteeringThresholds;
  /** Without effect unless confidence judges. */
  readonly confidence: ConfidenceOptions;
  /** Length of each history in the state file. */
  readonly historySize: number;
  readonly guard: GuardOptions;
}

/** Never reached by the recorded runs of the original program, which had no such limits. */
export const DEFAULT_GUARD: GuardOptions = { minStaySec: 5, movesPerDay: 100, handsOffSec: 600 };

/** What later versions of the original program used in production. */
export const DEFAULT_CONFIDENCE: ConfidenceOptions = {
  steerThreshold: 55,
  recoveryThreshold: 20,
  sustainSec: 2,
  recoverySustainSec: 3,
  holdDownSec: 30,
  flap: { windowSec: 300, maxToggles: 4, penaltySec: 60, penaltyThresholdAdd: 15 },
};
