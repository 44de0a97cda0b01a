import type { LoggingSettings, RouterSettings } from './wan-settings.js';

/** One steering file after checking, in the units the daemon works with. */
export interface SteeringSettings {
  /** Tag of log lines; 1-64 characters of `A-Z a-z 0-9 _ . -`. */
  readonly wanName: string;
  /** The file it comes from, as given. */
  readonly file: string;
  /** Length of a steering cycle in ms. */
  readonly intervalMs: number;
  readonly router: RouterSettings;
  /** The WAN that is watched; upper-cased it makes the state names `<NAME>_GOOD` and `<NAME>_DEGRADED`. */
  readonly primaryWan: string;
  /** The primary's configuration file. */
  readonly primaryWanConfig: string;
  /** The WAN that takes over. */
  readonly alternateWan: string;
  /** Where the primary's baseline is read. */
  readonly primaryStateFile: string;
  /** Queue-tree entry of the primary whose statistics are read, and its upload counterpart. */
  readonly primaryQueues: { readonly download: string; readonly upload: string };
  /** Comment of the mangle rule that is switched. */
  readonly mangleRuleComment: string;
  readonly ping: SteeringPing;
  readonly thresholds: SteeringThresholds;
  /** Judge by delay, drops and queue; otherwise by delay alone. */
  readonly cakeAware: boolean;
  readonly stateFile: string;
  /** Length of each history in the state file. */
  readonly historySize: number;
  readonly logging: LoggingSettings;
  readonly lockFile: string;
  /** A lock without a readable process id counts as abandoned after this many seconds. */
  readonly lockTimeoutSec: number;
  /** Plugins to load, by package name or path. */
  readonly plugins: readonly string[];
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

/** When the primary counts as degraded and when as good again. */
export interface SteeringThresholds {
  /** Delay over the baseline that ends GREEN, YELLOW and begins RED, ms; `green <= yellow <= red`. */
  readonly greenRttMs: number;
  readonly yellowRttMs: number;
  readonly redRttMs: number;
  /** New drops in a cycle without which it is not RED. */
  readonly minDropsRed: number;
  /** Packets in the queue that make YELLOW. */
  readonly minQueueYellow: number;
  /** Packets in the queue that make RED. */
  readonly minQueueRed: number;
  readonly redSamplesRequired: number;
  readonly greenSamplesRequired: number;
  /** Weight of a new sample, 0-1. */
  readonly rttEwmaAlpha: number;
  readonly queueEwmaAlpha: number;
  /** Window in which the primary's baseline is believed, ms. */
  readonly baselineMinMs: number;
  readonly baselineMaxMs: number;
  /** Without `cakeAware`: delay over the baseline that is bad, and good again, ms; and for how many cycles. */
  readonly badThresholdMs: number;
  readonly recoveryThresholdMs: number;
  readonly badSamples: number;
  readonly goodSamples: number;
}
