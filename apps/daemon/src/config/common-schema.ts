import { Type } from '@wanctl/core';
import { Allow, ValidateNested } from 'class-validator';
import { HealthCheckSection } from './health-check.js';
import {
  Fingerprint,
  Identifier,
  Mapping,
  MayBeAbsent,
  OneOf,
  OptionsOf,
  Port,
  Text,
  TextList,
  WholeNumberIn,
} from './rules.js';
import type { YamlNumber } from './values.js';

/** `router`: how the router is reached. */
export class RouterSection {
  /** Address or name of the router; required. */
  @Text() host!: string;

  /** Name of the router's user; required. */
  @Text() user!: string;

  /** Path of the private key for SSH; required even with REST, which does not read it. */
  @Text() ssh_key!: string;

  /** `rest`, `ssh` or the name of a plugin's transport; default `ssh`. */
  @MayBeAbsent() @Text() transport?: string;

  /** Password for REST; default empty. `${NAME}` takes it from the environment, `${file:PATH}` from a file. */
  @Allow() password?: unknown;

  /** Port of the REST service; default 443. Without `scheme`, 443 means https and any other port http. */
  @MayBeAbsent() @Port() port?: bigint | string;

  /** `https` or `http`; default: what `port` implies. With http the password travels in clear. */
  @MayBeAbsent() @OneOf('https', 'http') scheme?: 'https' | 'http';

  /** Check the router's certificate against the system's authorities; default false: it is trusted on first use. */
  @Allow() verify_ssl?: unknown;

  /** SHA-256 of the router's certificate in hex; no other certificate is accepted then. Default: the first one seen. */
  @MayBeAbsent() @Fingerprint() tls_fingerprint?: string;

  /** Transport to go on with while the first cannot be reached or refuses to log in, e.g. `ssh`; default none. */
  @MayBeAbsent() @Text() fallback?: string;

  /** Port of the SSH service; default 22. */
  @MayBeAbsent() @Port() ssh_port?: bigint | string;

  /** SHA-256 of the router's SSH host key in hex; no other key is accepted then. Default: the first one seen. */
  @MayBeAbsent() @Fingerprint() host_key_fingerprint?: string;

  /** Options for a plugin's transport, beside host, user, password and timeout; default none. */
  @MayBeAbsent() @Mapping() options?: Record<string, unknown>;
}

/** `logging`: log files and their rotation. */
export class LoggingSection {
  /** Path of the log with INFO and above; required. Its folder is created. */
  @Text() main_log!: string;

  /** Path of the log with DEBUG and above, written with `--debug` only; required. */
  @Text() debug_log!: string;

  /** A log is rotated when it would grow beyond this many bytes; default 10485760, 0: never. */
  @MayBeAbsent() @WholeNumberIn(0, 1e12) max_bytes?: YamlNumber;

  /** Rotated logs to keep; default 3, 0: logs are never rotated. */
  @MayBeAbsent() @WholeNumberIn(0, 1000) backup_count?: YamlNumber;
}

/** `timeouts`: how long others may take. */
export class TimeoutsSection {
  /** Seconds a router command may take, SSH and REST alike; default 15, for steering 30. */
  @Allow() ssh_command?: unknown;

  /** Seconds an answer to a ping is waited for; default 1, for steering 2. */
  @Allow() ping?: unknown;
}

/** What WAN files and steering files have in common. */
export abstract class CommonFile {
  /** Name of the WAN, 1-64 letters, digits, `_`, `.`, `-`; required. Lower-cased, part of CAKE queue-type names. */
  @Identifier() wan_name!: string;

  @Type(() => RouterSection) @ValidateNested() router = new RouterSection();

  @Type(() => LoggingSection) @ValidateNested() logging = new LoggingSection();

  /** Path of the lock that keeps a second process away; required. Its folder must exist. */
  @Text() lock_file!: string;

  /** Seconds after which a lock without a readable process id counts as abandoned, 1-3600; required. */
  @WholeNumberIn(1, 3600) lock_timeout!: YamlNumber;

  /** Plugins to load, by package name or path; default none. */
  @MayBeAbsent() @TextList() plugins?: string[];

  /** The state store: its name, or a mapping of `name` and its options; default `file`, whose paths are keys of their own. */
  @MayBeAbsent() @OptionsOf('name', 'mapping or name') state_store?: string | Record<string, unknown>;

  @Type(() => HealthCheckSection) @ValidateNested() health_check = new HealthCheckSection();
}
