import { Type } from '@wanctl/core';
import { Allow, ValidateNested } from 'class-validator';
import { CommonFile, TimeoutsSection } from './common-schema.js';
import { MonitoringSection } from './monitoring-schema.js';
import { Flag, Identifier, MayBeAbsent, NumberIn, OptionsOf, WholeNumberIn } from './rules.js';
import { SafeSection } from './safe.js';
import type { YamlNumber } from './values.js';

/** `queues`: the queue-tree entries that are steered. */
class QueuesSection {
  /** Name of the download queue; required. */
  @Identifier() download!: string;

  /** Name of the upload queue; required. */
  @Identifier() upload!: string;
}

/** `history`: what is kept of the past, beside the state file. */
export class HistorySection {
  /** Keep a history; default true. */
  @MayBeAbsent() @Flag() enabled?: boolean;

  /** Days to keep, 1-3650; default 14. */
  @MayBeAbsent() @WholeNumberIn(1, 3650) max_days?: YamlNumber;

  /** Megabytes to keep at most, 5-100000; default 50. A day takes about 2. */
  @MayBeAbsent() @WholeNumberIn(5, 100_000) max_mb?: YamlNumber;
}

/** A WAN file: one line with its two queues. */
export class WanFile extends CommonFile {
  @Type(() => QueuesSection) @ValidateNested() queues = new QueuesSection();

  @Type(() => MonitoringSection) @ValidateNested() continuous_monitoring = new MonitoringSection();

  @Type(() => TimeoutsSection) @ValidateNested() timeouts = new TimeoutsSection();

  /** Path of the state file; default: beside the lock, `<lock without extension>_state.json`. */
  @Allow() state_file?: unknown;

  /** Seconds from one decision to the next, 0.05-60; default 2, with the law `adaptive` 0.05. Steps, factors and weights stay those per 2 s. */
  @MayBeAbsent() @NumberIn(0.05, 60) interval_seconds?: YamlNumber;

  /** The control law: its name, or a mapping of `name` and its options; default `zones`, the other that comes along is `adaptive`. */
  @MayBeAbsent() @OptionsOf('name', 'mapping or name') controller?: string | Record<string, unknown>;

  /** The RTT probe: a mapping of `kind` (default `icmp`) and its options; default `icmp` without options. */
  @MayBeAbsent() @OptionsOf('kind', 'mapping') probe?: Record<string, unknown>;

  /** The probe that reads the queues' counters: a mapping of `kind` (e.g. `cake`) and its options; default none, with the law `adaptive` `cake`. */
  @MayBeAbsent() @OptionsOf('kind', 'mapping') counters?: Record<string, unknown>;

  @Type(() => HistorySection) @ValidateNested() history = new HistorySection();

  @Type(() => SafeSection) @ValidateNested() safe = new SafeSection();
}
