import { IsNumber, Max, Min } from 'class-validator';

/** Options of the law. The defaults are those of sqm-autorate, whose base rate is a setting of its own. */
export class SqmAutorateOptions {
  /** The usual rate of the line, as a share of the ceiling. */
  @IsNumber()
  @Min(0)
  @Max(1)
  base_share = 0.6;

  /** A one-way delay over the baseline up to this is good, ms. */
  @IsNumber()
  @Min(1)
  delay_ms = 15;

  /** From this share of the limit on, the load is high. */
  @IsNumber()
  @Min(0)
  @Max(1)
  high_load = 0.8;
}
