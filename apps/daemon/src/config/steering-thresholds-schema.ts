import { Type } from '@wanctl/core';
import { ValidateNested } from 'class-validator';
import { AnyNumber, AtLeastOne, MayBeAbsent, Weight } from './rules.js';
import type { YamlNumber } from './values.js';

/** `thresholds.baseline_rtt_bounds`: the window in which the primary's baseline is believed. */
class BaselineBoundsSection {
  /** Lowest believable baseline, ms; default 1: fiber lines have less than the 10 of the Python original. */
  @MayBeAbsent() @AnyNumber() min?: YamlNumber;

  /** Highest believable baseline, ms; default 60. */
  @MayBeAbsent() @AnyNumber() max?: YamlNumber;
}

/** `thresholds` of a steering file: when the primary counts as degraded, and when as good again. */
export class SteeringThresholdsSection {
  /** Delay over the baseline below which all is well, ms; default 5, below `yellow_rtt_ms`. Without effect. */
  @MayBeAbsent() @AnyNumber() green_rtt_ms?: YamlNumber;

  /** Delay over the baseline that makes YELLOW, ms; default 15. */
  @MayBeAbsent() @AnyNumber() yellow_rtt_ms?: YamlNumber;

  /** Delay over the baseline that, with drops and a queue, makes RED, ms; default 15, at least `yellow_rtt_ms`. */
  @MayBeAbsent() @AnyNumber() red_rtt_ms?: YamlNumber;

  /** Dropped packets in a cycle without which it is not RED, 1 or more; default 1. */
  @MayBeAbsent() @AtLeastOne() min_drops_red?: YamlNumber;

  /** Packets in the queue that make YELLOW; default 10. */
  @MayBeAbsent() @AnyNumber() min_queue_yellow?: YamlNumber;

  /** Packets in the queue without which it is not RED; default 50. */
  @MayBeAbsent() @AnyNumber() min_queue_red?: YamlNumber;

  /** RED cycles in a row that switch to the alternate, 1 or more; default 2. */
  @MayBeAbsent() @AtLeastOne() red_samples_required?: YamlNumber;

  /** GREEN cycles in a row that switch back, 1 or more; default 15. */
  @MayBeAbsent() @AtLeastOne() green_samples_required?: YamlNumber;

  /** Weight of a new sample in the smoothed delay, 0-1; default 0.3. */
  @MayBeAbsent() @Weight() rtt_ewma_alpha?: YamlNumber | string;

  /** Weight of a new sample in the smoothed queue, 0-1; default 0.4. */
  @MayBeAbsent() @Weight() queue_ewma_alpha?: YamlNumber | string;

  /** Without `mode.cake_aware`: delay over the baseline that is bad, ms; default 25. */
  @MayBeAbsent() @AnyNumber() bad_threshold_ms?: YamlNumber;

  /** Without `mode.cake_aware`: delay over the baseline that is good again, ms; default 12. */
  @MayBeAbsent() @AnyNumber() recovery_threshold_ms?: YamlNumber;

  /** Without `mode.cake_aware`: bad cycles in a row that switch to the alternate; default 8. */
  @MayBeAbsent() @AnyNumber() bad_samples?: YamlNumber;

  /** Without `mode.cake_aware`: good cycles in a row that switch back; default 15. */
  @MayBeAbsent() @AnyNumber() good_samples?: YamlNumber;

  @Type(() => BaselineBoundsSection) @ValidateNested() baseline_rtt_bounds = new BaselineBoundsSection();
}
