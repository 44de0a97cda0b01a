import { Type } from '@wanctl/core';
import { IsBoolean, IsDefined, IsNumber, Max, Min, ValidateNested } from 'class-validator';

/** One direction's rates. Floors and ceiling in bit/s. */
export class ZonesDirection {
  /** Lowest rate while GREEN; a line that turns GREEN is lifted to it at once. */
  @IsNumber()
  floorGreenBps!: number;

  /** Lowest rate while YELLOW (download only). */
  @IsNumber()
  floorYellowBps!: number;

  /** Lowest rate while SOFT_RED (download only). */
  @IsNumber()
  floorSoftRedBps!: number;

  /** Lowest rate while RED; the upload's floor in every zone. */
  @IsNumber()
  floorRedBps!: number;

  /** Highest rate, and the rate to start from. */
  @IsNumber()
  ceilingBps!: number;

  /** Added per 2 s once GREEN has lasted 10 s. More recovers faster and overshoots more. */
  @IsNumber()
  @Min(0)
  stepUpBps!: number;

  /** Multiplies the rate per 2 s of RED, 0.1 to 1. Less cuts deeper. */
  @IsNumber()
  @Min(0.1)
  @Max(1)
  factorDown!: number;
}

/** Borders between zones, as ms of smoothed RTT over the baseline; a value on a border belongs to the better zone. */
export class ZonesThresholds {
  /** GREEN up to here. */
  @IsNumber()
  targetBloatMs!: number;

  /** YELLOW up to here; above it the upload is RED and the download SOFT_RED. */
  @IsNumber()
  warnBloatMs!: number;

  /** Download SOFT_RED up to here, RED above. */
  @IsNumber()
  hardRedBloatMs!: number;

  /** Weight of a new sample in the baseline per 2 s, 0.001 to 1. More follows a changed path sooner, and congestion too. */
  @IsNumber()
  @Min(0.001)
  @Max(1)
  alphaBaseline!: number;

  /** Weight of a new sample in the smoothed RTT per 2 s, 0.01 to 1. More reacts sooner, to noise too. */
  @IsNumber()
  @Min(0.01)
  @Max(1)
  alphaLoad!: number;

  /** The baseline moves only while the smoothed RTT is less than this many ms above it. */
  @IsNumber()
  baselineUpdateThresholdMs!: number;
}

/** Options of the zones law. The figures "per 2 s" are those of existing files, whose cycle was 2 s. */
export class ZonesOptions {
  @IsDefined()
  @ValidateNested()
  @Type(() => ZonesDirection)
  download!: ZonesDirection;

  @IsDefined()
  @ValidateNested()
  @Type(() => ZonesDirection)
  upload!: ZonesDirection;

  @IsDefined()
  @ValidateNested()
  @Type(() => ZonesThresholds)
  thresholds!: ZonesThresholds;

  /** With three or more reflectors: judge by the median of the first three instead of by the first alone. */
  @IsBoolean()
  medianOfThree = false;
}
