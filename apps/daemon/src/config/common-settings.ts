import type { JsonObject } from '@wanctl/core';
import type { Secret } from './secret.js';

/** What the settings of WAN files and of steering files have in common. */
export interface CommonSettings {
  /** Tag of log lines, 1-64 characters of `A-Z a-z 0-9 _ . -`; a WAN's is part of its CAKE queue-type names, too. */
  readonly wanName: string;
  /** The file it comes from, as given. */
  readonly file: string;
  /** Length of a cycle in ms. */
  readonly intervalMs: number;
  readonly router: RouterSettings;
  readonly logging: LoggingSettings;
  readonly lockFile: string;
  /** A lock without a readable process id counts as abandoned after this many seconds. */
  readonly lockTimeoutSec: number;
  /** Where the state is kept. */
  readonly stateFile: string;
  readonly stateStore: NamedSettings;
  /** Plugins to load, by package name or path. */
  readonly plugins: readonly string[];
  /** Where the web page and the health document are served; null: nowhere. */
  readonly healthCheck: HealthCheckSettings | null;
}

/** Where something is served over HTTP, and to whom. */
export interface HealthCheckSettings {
  /** Address or name to listen on. */
  readonly host: string;
  readonly port: number;
  /** What a reader has to show; null: nothing. */
  readonly token: Secret | null;
}

/** A law or a state store by name and what it is told. */
export interface NamedSettings {
  readonly name: string;
  readonly options: JsonObject;
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
