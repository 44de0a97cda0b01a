import type { PerDirection } from '@wanctl/core';
import type { CommonSettings, NamedSettings, ProbeSettings } from './common-settings.js';

/** One WAN file after checking, in the units the daemon works with. */
export interface WanSettings extends CommonSettings {
  /** Names of the queue-tree entries. */
  readonly queues: PerDirection<string>;
  readonly law: LawSettings;
  /** Hosts that the ICMP probe measures against; empty with any other probe. */
  readonly reflectors: readonly string[];
  /** Judge by the median of the first three reflectors instead of the first reflector alone. */
  readonly medianOfThree: boolean;
  readonly controller: NamedSettings;
  readonly probe: ProbeSettings;
  /** The probe that reads the queues' counters; null: they are not read. */
  readonly counters: ProbeSettings | null;
  /** How long an answer of a reflector is waited for, ms. */
  readonly pingTimeoutMs: number;
  /** What is kept of the past, beside the state; null: nothing. */
  readonly history: HistorySettings | null;
  /** What the limits become where the daemon does not run. */
  readonly safe: SafeSettings;
  /** Where the Python original keeps the state, whatever `state_file` says: `<lock without extension>_state.json`. */
  readonly lockDerivedStateFile: string;
}

/** How much of the past is kept. */
export interface HistorySettings {
  readonly maxDays: number;
  readonly maxBytes: number;
}

/** What the control law needs to know about the line. */
export interface LawSettings extends PerDirection<LawDirection> {
  /** RTT of the unloaded line to start from, ms. */
  readonly baselineRttMs: number;
  readonly thresholds: LawThresholds;
}

/**
 * Rates of one direction, bit/s: the configured Mbit/s times 1e6, so a whole number unless the file asks for a
 * fraction of a bit per second.
 */
export interface LawDirection {
  readonly floorGreenBps: number;
  readonly floorYellowBps: number;
  readonly floorSoftRedBps: number;
  readonly floorRedBps: number;
  readonly ceilingBps: number;
  /** Added per GREEN cycle once the streak allows it. */
  readonly stepUpBps: number;
  /** Multiplier per RED cycle, 0.1-1. */
  readonly factorDown: number;
}

/** Where the zones begin, and how fast the averages follow. */
export interface LawThresholds {
  /** GREEN ends here, ms over the baseline. */
  readonly targetBloatMs: number;
  /** YELLOW ends here, ms over the baseline. */
  readonly warnBloatMs: number;
  /** Download SOFT_RED ends here, ms over the baseline. */
  readonly hardRedBloatMs: number;
  /** Weight of a new sample in the baseline, 0.001-1. */
  readonly alphaBaseline: number;
  /** Weight of a new sample in the smoothed RTT, 0.01-1. */
  readonly alphaLoad: number;
  /** The baseline may move only while the smoothed RTT is less than this above it, ms. */
  readonly baselineUpdateThresholdMs: number;
}

/** What the limits of a WAN become where the daemon does not run. */
export interface SafeSettings {
  /** Limits that a clean stop leaves behind, bit/s; null: those that are there. */
  readonly onStopBps: PerDirection<number> | null;
  /** Minutes without a heartbeat after which the router sets the ceilings; null: it does not look after them. */
  readonly deadManMinutes: number | null;
}
