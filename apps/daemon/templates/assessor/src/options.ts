import { IsNumber, Max, Min } from 'class-validator';

/** Options of the law, named as in WAN files. */
export class ExampleAssessorOptions {
  /** Delay over the idle line up to which all is well, ms. */
  @IsNumber()
  @Min(1)
  @Max(1000)
  delay_ms = 30;

  /** The rate while there is more delay, as a share of the ceiling, 0.05 to 1. */
  @IsNumber()
  @Min(0.05)
  @Max(1)
  slow_share = 0.6;

  /** How long the line stays slow after the last delay, seconds. */
  @IsNumber()
  @Min(0)
  @Max(3600)
  hold_sec = 10;
}
