import { IsNumber, Max, Min } from 'class-validator';

/** Options of the law. The defaults are those of cake-autorate. */
export class CakeAutorateOptions {
  /** The download rate that it starts from and goes back to without load, as a share of the ceiling: 20 of 80 Mbit/s. */
  @IsNumber()
  @Min(0)
  @Max(1)
  base_download_share = 0.25;

  /** The same of the upload: 20 of 35 Mbit/s. */
  @IsNumber()
  @Min(0)
  @Max(1)
  base_upload_share = 0.57;

  /** A one-way delay is late when it is this much over its baseline, ms. */
  @IsNumber()
  @Min(1)
  late_ms = 30;

  /** A mean delay up to this raises in full, ms. */
  @IsNumber()
  @Min(0)
  full_raise_ms = 10;

  /** A mean delay from this on cuts in full, ms. */
  @IsNumber()
  @Min(1)
  full_cut_ms = 60;
}
