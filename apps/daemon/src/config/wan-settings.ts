import type { JsonObject, PerDirection } from '@wanctl/core';
import type { Secret } from './secret.js';

/** One WAN file after checking, in the units the daemon works with. */
export interface WanSettings {
  /** 1-64 characters of `A-Z a-z 0-9 _ . -`; lower-cased it is part of the CAKE queue-type names. */
  readonly wanName: string;
  /** The file it comes from, as given. */
  readonly file: string;
  /** Length of a control cycle in ms. */
  readonly intervalMs: number;
  readonly router: RouterSettings;
  /** Names of the queue-tree entries. */
  readonly queues: PerDirection<string>;
  readonly law: LawSettings;
  /** Hosts to measure against; may be empty. */
  readonly reflectors: readonly string[];
  /** Judge by the median of the first three reflectors instead of the first reflector alone. */
  readonly medianOfThree: boolean;
  readonly controller: { readonly name: string; readonly options: JsonObject };
  readonly probe: ProbeSettings;
  /** The probe that reads the queues' counters; null: they are not read. */
  readonly counters: ProbeSettings | null;
  /** How long an answer of a reflector is waited for, ms. */
  readonly pingTimeoutMs: number;
  readonly logging: LoggingSettings;
  readonly lockFile: string;
  /** A lock without a readable process id counts as abandoned after this many seconds. */
  readonly lockTimeoutSec: number;
  /** Where the state is kept: `state_file`, or beside the lock when the file does not say. */
  readonly stateFile: string;
  /** What is kept of the past, beside the state; null: nothing. */
  readonly history: HistorySettings | null;
  /** Where the Python original keeps the state, whatever `state_file` says: `<lock without extension>_state.json`. */
  readonly lockDerivedStateFile: string;
  /** Plugins to load, by package name or path. */
  readonly plugins: readonly string[];
}

/** How much of the past is kept. */
export interface HistorySettings {
  readonly maxDays: number;
  readonly maxBytes: number;
}

/** A probe by name and what it is told. */
export interface ProbeSettings {
  readonly kind: string;
  readonly options: JsonObject;
}

/** How the router is reached. */
export interface RouterSettings {
  /** Name of a transport: `rest`, `ssh` or a plugin's. */
  readonly transport: string;
  readonly host: string;
  /** Port of the REST service. */
  readonly port: number;
  /** Scheme of the REST service. */
  readonly scheme: 'https' | 'http';
  readonly user: string;
  /** Password for REST; empty when the file gives none. */
  readonly password: Secret;
  /** Path of the private key for SSH. */
  readonly sshKey: string;
  /** Check the router's certificate against the system's authorities. */
  readonly verifySsl: boolean;
  /** SHA-256 of the only certificate to accept: 64 hex digits, lower case, no colons. */
  readonly tlsFingerprint?: string;
  /** Transport to go on with while the first fails. */
  readonly fallback?: string;
  /** Port of the SSH service. */
  readonly sshPort: number;
  /** SHA-256 of the only SSH host key to accept: 64 hex digits, lower case, no colons. */
  readonly hostKeyFingerprint?: string;
  /** What a plugin's transport is told beside the common options. */
  readonly options: JsonObject;
  /** How long a router command may take, ms; REST and SSH alike. */
  readonly commandTimeoutMs: number;
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

/** Log files and their rotation. */
export interface LoggingSettings {
  readonly mainLog: string;
  /** Written with `--debug` only. */
  readonly debugLog: string;
  /** A log file is rotated when it would grow beyond this many bytes. */
  readonly maxBytes: number;
  /** Rotated files to keep. */
  readonly backupCount: number;
}
