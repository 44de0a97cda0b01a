import { Flag, MayBeAbsent, NumberIn, WholeNumberIn } from './rules.js';
import type { YamlNumber } from './values.js';

/** `confidence`: judging by a score of 0 to 100, used with `mode.use_confidence_scoring`. */
export class ConfidenceSection {
  /** Score from which new connections leave the primary, 0-100; default 55. */
  @MayBeAbsent() @NumberIn(0, 100) steer_threshold?: YamlNumber;

  /** Score down to which they may return, 0-100, below `steer_threshold`; default 20. */
  @MayBeAbsent() @NumberIn(0, 100) recovery_threshold?: YamlNumber;

  /** Seconds for which the score must stay high, 0-3600; default 2. */
  @MayBeAbsent() @NumberIn(0, 3600) sustain_duration_sec?: YamlNumber;

  /** Seconds for which the primary must stay well, 0-3600; default 3. */
  @MayBeAbsent() @NumberIn(0, 3600) recovery_sustain_sec?: YamlNumber;

  /** Shortest stay on the alternate, s, 0-3600; default 30. */
  @MayBeAbsent() @NumberIn(0, 3600) hold_down_duration_sec?: YamlNumber;

  /** Demand more after many changes; default true. */
  @MayBeAbsent() @Flag() flap_detection_enabled?: boolean;

  /** Minutes in which changes are counted, 0.1-1440; default 5. */
  @MayBeAbsent() @NumberIn(0.1, 1440) flap_window_minutes?: YamlNumber;

  /** Changes in that time that are not too many, 0-1000; default 4. */
  @MayBeAbsent() @WholeNumberIn(0, 1000) max_toggles?: YamlNumber;

  /** Seconds for which more is demanded then, 0-86400; default 60. */
  @MayBeAbsent() @NumberIn(0, 86_400) penalty_duration_sec?: YamlNumber;

  /** How much more, added to `steer_threshold`, 0-100; default 15. */
  @MayBeAbsent() @NumberIn(0, 100) penalty_threshold_add?: YamlNumber;

  /** The same as `dry_run` of the file; default false. */
  @MayBeAbsent() @Flag() dry_run?: boolean;
}

/** `guard`: what keeps steering calm, whatever it judges by. */
export class GuardSection {
  /** Shortest time from one change to the next, s, 0-3600; default 5. */
  @MayBeAbsent() @NumberIn(0, 3600) min_stay_sec?: YamlNumber;

  /** Moves away from the primary or between alternates a day, 1-10000; default 100. Going back is free. */
  @MayBeAbsent() @WholeNumberIn(1, 10_000) moves_per_day?: YamlNumber;

  /** Seconds for which rules are left alone after somebody else has toggled one, 0-86400; default 600. */
  @MayBeAbsent() @NumberIn(0, 86_400) hands_off_sec?: YamlNumber;
}
