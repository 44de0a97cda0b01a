import type { PerDirection } from '@wanctl/core';
import type {
  ConfidenceOptions,
  GuardOptions,
  SteeringLawOptions,
  SteeringThresholds,
} from '@wanctl/steering';
import type { CommonSettings, ProbeSettings } from './common-settings.js';

/** One steering file after checking, in the units the daemon works with. */
export interface SteeringSettings extends CommonSettings {
  /** The WAN that is watched; upper-cased it makes the state names `<NAME>_GOOD` and `<NAME>_DEGRADED`. */
  readonly primaryWan: string;
  /** WANs that may take over, the preferred first. */
  readonly alternates: readonly SteeringAlternate[];
  /** Where the primary's state is read when its loop runs in another process. */
  readonly primaryStateFile: string;
  /** Queue-tree entry of the primary whose statistics are read, and its upload counterpart. */
  readonly primaryQueues: PerDirection<string>;
  readonly ping: SteeringPing;
  /** Measures RTT where the primary's loop runs in another process. */
  readonly probe: ProbeSettings;
  /** Reads the primary's download queue. */
  readonly counters: ProbeSettings;
  readonly thresholds: SteeringThresholds;
  /** Judge by delay, drops and queue, by delay alone, or by a score of all. */
  readonly judge: SteeringLawOptions['judge'];
  readonly confidence: ConfidenceOptions;
  readonly guard: GuardOptions;
  /** Decide and log, but leave the router alone. */
  readonly dryRun: boolean;
  /** Length of each history in the state file. */
  readonly historySize: number;
}

/** A WAN that may take over. */
export interface SteeringAlternate {
  readonly wan: string;
  /** The whole comment of the mangle rule that sends new connections there. */
  readonly ruleComment: string;
  /** Where its state is read when its loop runs in another process; null: where wanctl keeps it. */
  readonly stateFile: string | null;
}

/** The steering's own measurement. */
export interface SteeringPing {
  readonly host: string;
  /** Echo requests per cycle, 1-20. */
  readonly count: number;
  /** How long one answer is waited for, ms. */
  readonly timeoutMs: number;
  /** How long all of a cycle's requests may take, ms. */
  readonly totalTimeoutMs: number;
}
