import { Type } from '@wanctl/core';
import { Allow, ValidateIf, ValidateNested } from 'class-validator';
import { AnyNumber, Flag, List, MayBeAbsent, NumberIn } from './rules.js';
import type { YamlNumber } from './values.js';

/** Floors of one direction in Mbit/s: either four zones, begun by `floor_green_mbps`, or one for all. */
abstract class RateSection {
  /** Lowest rate in GREEN, Mbit/s. Giving it asks for a floor per zone; default: `floor_mbps` for all zones. */
  @MayBeAbsent() @AnyNumber() floor_green_mbps?: YamlNumber;

  /** Lowest rate in YELLOW, Mbit/s; required with `floor_green_mbps`, ignored without. */
  @ValidateIf(hasZoneFloors) @AnyNumber() floor_yellow_mbps?: YamlNumber;

  /** Lowest rate in RED, Mbit/s; required with `floor_green_mbps`, ignored without. */
  @ValidateIf(hasZoneFloors) @AnyNumber() floor_red_mbps?: YamlNumber;

  /** Lowest rate in every zone, Mbit/s; required without `floor_green_mbps`, ignored with it. */
  @ValidateIf((section) => !hasZoneFloors(section))
  @AnyNumber('a number, unless floor_green_mbps gives each zone its own floor')
  floor_mbps?: YamlNumber;

  /** Added per GREEN cycle, Mbit/s, 0.1-100; required by the law `zones`, read by no other. */
  @NumberIn(0.1, 100) step_up_mbps!: YamlNumber;

  /** Multiplier per RED cycle, 0.1-1; required by the law `zones`, read by no other. */
  @NumberIn(0.1, 1) factor_down!: YamlNumber;
}

/** True when the file asks for a floor per zone: the key's presence decides, not its value. */
export function hasZoneFloors(section: { floor_green_mbps?: YamlNumber }): boolean {
  return section.floor_green_mbps !== undefined;
}

/** `continuous_monitoring.download`. */
export class DownloadSection extends RateSection {
  /** Highest rate, Mbit/s, 1-10000; required. */
  @NumberIn(1, 10_000) ceiling_mbps!: YamlNumber;

  /** Lowest rate in SOFT_RED, Mbit/s; default `floor_yellow_mbps`, ignored without `floor_green_mbps`. */
  @MayBeAbsent() @ValidateIf(hasZoneFloors) @AnyNumber() floor_soft_red_mbps?: YamlNumber;
}

/** `continuous_monitoring.upload`. */
export class UploadSection extends RateSection {
  /** Highest rate, Mbit/s, 1-1000; required. */
  @NumberIn(1, 1000) ceiling_mbps!: YamlNumber;
}

/**
 * `continuous_monitoring.thresholds`: delays over the baseline that end a zone, and how fast averages follow. Read by the
 * law `zones`; with another the section may be left out.
 */
export class ThresholdsSection {
  /** GREEN ends here, ms, 1-100; required. */
  @NumberIn(1, 100) target_bloat_ms!: YamlNumber;

  /** Download YELLOW ends here and upload RED begins, ms, 1-200, above `target_bloat_ms`; required. */
  @NumberIn(1, 200) warn_bloat_ms!: YamlNumber;

  /** Download RED begins here, ms, above `warn_bloat_ms`; default 80. */
  @MayBeAbsent() @AnyNumber() hard_red_bloat_ms?: YamlNumber;

  /** Weight of a new sample in the baseline per 2 s, 0.001-1; required without `baseline_time_constant_sec`. */
  @ValidateIf((section) => section.baseline_time_constant_sec === undefined)
  @NumberIn(0.001, 1)
  alpha_baseline?: YamlNumber;

  /** Weight of a new sample in the smoothed RTT per 2 s, 0.01-1; required without `load_time_constant_sec`. */
  @ValidateIf((section) => section.load_time_constant_sec === undefined)
  @NumberIn(0.01, 1)
  alpha_load?: YamlNumber;

  /** Seconds in which the baseline follows two thirds of a change, 1-600; in place of `alpha_baseline`. */
  @MayBeAbsent() @NumberIn(1, 600) baseline_time_constant_sec?: YamlNumber;

  /** Seconds in which the smoothed RTT follows two thirds of a change, 0.05-10; in place of `alpha_load`. */
  @MayBeAbsent() @NumberIn(0.05, 10) load_time_constant_sec?: YamlNumber;

  /** The baseline may move only while the smoothed RTT is less than this above it, ms; default 3. */
  @Allow() baseline_update_threshold_ms?: unknown;
}

/** `continuous_monitoring`: what is measured and how rates follow. */
export class MonitoringSection {
  /** Required by the law `zones`, and without effect: `false` stops nothing. */
  @Flag() enabled!: boolean;

  /** RTT of the unloaded line to start from, ms, 1-500; required. */
  @NumberIn(1, 500) baseline_rtt_initial!: YamlNumber;

  /** Hosts that the probe `icmp` measures against, unless it names others; required. */
  @List() ping_hosts!: unknown[];

  /** Judge by the median of the first three hosts instead of the first alone; default false. */
  @Allow() use_median_of_three?: unknown;

  @Type(() => DownloadSection) @ValidateNested() download = new DownloadSection();

  @Type(() => UploadSection) @ValidateNested() upload = new UploadSection();

  @Type(() => ThresholdsSection) @ValidateNested() thresholds = new ThresholdsSection();
}
