import { Type } from '@wanctl/core';
import { Allow, ValidateIf, ValidateNested } from 'class-validator';
import { CommonFile, TimeoutsSection } from './common-schema.js';
import {
  Flag,
  Host,
  Identifier,
  MayBeAbsent,
  NumberIn,
  OptionsOf,
  RuleComment,
  Text,
  WholeNumberIn,
} from './rules.js';
import { ConfidenceSection, GuardSection } from './steering-calm-schema.js';
import { SteeringThresholdsSection } from './steering-thresholds-schema.js';
import type { YamlNumber } from './values.js';

/** An entry of `topology.alternates`: a WAN that may take over. */
class AlternateSection {
  /** Its name; required. */
  @Text() wan!: string;

  /** The whole comment of the mangle rule that sends new connections there; required. */
  @RuleComment() mangle_comment!: string;

  /** Path of its state file; default: where wanctl keeps it. */
  @MayBeAbsent() @Text() state_file?: string;
}

/** `topology`: which WAN is watched and which takes over. */
class TopologySection {
  /** Name of the watched WAN; required. Upper-cased it makes the state names `<NAME>_GOOD` and `<NAME>_DEGRADED`. */
  @Text() primary_wan!: string;

  /** Path of the watched WAN's file; required, and without effect. */
  @Text() primary_wan_config!: string;

  /** Name of the WAN that takes over; required without `alternates`. */
  @ValidateIf(({ alternates }: TopologySection) => alternates.length === 0)
  @Text()
  alternate_wan?: string;

  /** WANs that may take over, the preferred first; in place of `alternate_wan` and `mangle_rule`. */
  @Type(() => AlternateSection) @ValidateNested({ each: true }) alternates: AlternateSection[] = [];
}

/** `mangle_rule`: the rule that is switched. */
class MangleRuleSection {
  /** The rule's whole comment, 1-128 characters; required without `topology.alternates`. */
  @MayBeAbsent() @RuleComment() comment?: string;
}

/** `measurement`: the steering's own look at the line. */
class SteeringMeasurementSection {
  /** Seconds from one decision to the next, 0.05-60; required. */
  @NumberIn(0.05, 60) interval_seconds!: YamlNumber;

  /** Host to measure against while the primary's loop runs elsewhere: an address or a host name; required. */
  @Host() ping_host!: string;

  /** Echo requests per measurement, 1-20; required. Their median counts. */
  @WholeNumberIn(1, 20) ping_count!: YamlNumber;
}

/** `state`: what steering remembers. */
class SteeringStateSection {
  /** Path of the state file; required. */
  @Text() file!: string;

  /** Length of each history in the state file, 1-1000; required. */
  @WholeNumberIn(1, 1000) history_size!: YamlNumber;
}

/** `cake_queues`: the primary's queue-tree entries. */
class CakeQueuesSection {
  /** Queue whose statistics are read; default `spectrum_download`, then `WAN-Download-<Primary>`. */
  @MayBeAbsent() @Identifier() primary_download?: string;

  /** Its upload counterpart, read with it; default `spectrum_upload`, then `WAN-Upload-<Primary>`. */
  @MayBeAbsent() @Identifier() primary_upload?: string;

  /** Older name of `primary_download`. */
  @MayBeAbsent() @Identifier() spectrum_download?: string;

  /** Older name of `primary_upload`. */
  @MayBeAbsent() @Identifier() spectrum_upload?: string;
}

/** `cake_state_sources`: where the primary's baseline is read. */
class StateSourcesSection {
  /** Path of the primary's state file; default `spectrum`, then `/var/lib/wanctl/<primary_wan>_state.json`. */
  @MayBeAbsent() @Text() primary?: string;

  /** Older name of `primary`. */
  @MayBeAbsent() @Text() spectrum?: string;
}

/** `mode`: what the decision rests on. */
class ModeSection {
  /** Judge by delay, drops and queue; otherwise by delay alone. Default true. */
  @Allow() cake_aware?: unknown;

  /** Judge by a score that `confidence` sets up, instead of counting samples. Default false. */
  @Allow() use_confidence_scoring?: unknown;
}

/** `timeouts` of a steering file. */
class SteeringTimeoutsSection extends TimeoutsSection {
  /** Seconds all echo requests of one measurement may take; default 10. */
  @Allow() ping_total?: unknown;
}

/** A steering file: new connections move from the primary WAN to the alternate while the primary is degraded. */
export class SteeringFile extends CommonFile {
  @Type(() => TopologySection) @ValidateNested() topology = new TopologySection();

  @Type(() => MangleRuleSection) @ValidateNested() mangle_rule = new MangleRuleSection();

  @Type(() => SteeringMeasurementSection) @ValidateNested() measurement = new SteeringMeasurementSection();

  @Type(() => SteeringStateSection) @ValidateNested() state = new SteeringStateSection();

  @Type(() => SteeringThresholdsSection) @ValidateNested() thresholds = new SteeringThresholdsSection();

  @Type(() => ModeSection) @ValidateNested() mode = new ModeSection();

  @Type(() => CakeQueuesSection) @ValidateNested() cake_queues = new CakeQueuesSection();

  @Type(() => StateSourcesSection) @ValidateNested() cake_state_sources = new StateSourcesSection();

  @Type(() => ConfidenceSection) @ValidateNested() confidence = new ConfidenceSection();

  @Type(() => GuardSection) @ValidateNested() guard = new GuardSection();

  /** Decide and log, but leave the router alone; default false. */
  @MayBeAbsent() @Flag() dry_run?: boolean;

  /** The RTT probe while the primary's loop runs elsewhere: a mapping of `kind` and options; default `icmp`. */
  @MayBeAbsent() @OptionsOf('kind', 'mapping') probe?: Record<string, unknown>;

  /** The probe that reads the primary's queue: a mapping of `kind` and options; default `cake`. */
  @MayBeAbsent() @OptionsOf('kind', 'mapping') counters?: Record<string, unknown>;

  @Type(() => SteeringTimeoutsSection) @ValidateNested() timeouts = new SteeringTimeoutsSection();
}
