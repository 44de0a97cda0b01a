import { ArrayNotEmpty, IsArray, IsNumber, Matches, Max, Min } from 'class-validator';

/** Options of the probe `sim-echo`. */
export class SimEchoOptions {
  /** Reflectors as `host:port`. */
  @IsArray()
  @ArrayNotEmpty()
  @Matches(/^[^:\s]+:\d{1,5}$/, { each: true, message: 'targets must be a list of host:port' })
  targets!: string[];

  /** Time between two probes to the same target, ms, 10 to 60 000; shorter means fresher and more packets. */
  @IsNumber()
  @Min(10)
  @Max(60_000)
  interval_ms = 200;

  /** After how long a probe counts as lost, ms, 10 to 60 000. */
  @IsNumber()
  @Min(10)
  @Max(60_000)
  timeout_ms = 1000;
}
