import { Type } from '@wanctl/core';
import { IsIn, IsNumber, IsOptional, Max, Min, ValidateNested } from 'class-validator';

/** One direction: what may be done with its rate, and within which bounds. */
export class AdaptiveDirection {
  /** `adaptive`: the law steers; `static`: always the base rate; `monitor`: watched, and left as the router has it. */
  @IsIn(['adaptive', 'static', 'monitor'])
  mode: 'adaptive' | 'static' | 'monitor' = 'adaptive';

  /** Lowest rate, Mbit/s; the WAN's floor unless given. Fades below it cannot be shaped. */
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  minimum_mbps?: number;

  /** Rate to start from, and to move to while idle, Mbit/s; the maximum unless given. */
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  base_mbps?: number;

  /** Highest rate, Mbit/s; the WAN's ceiling unless given. */
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  maximum_mbps?: number;
}

/** Options of the adaptive law. All have defaults that suit most lines. */
export class AdaptiveOptions {
  @ValidateNested()
  @Type(() => AdaptiveDirection)
  download = new AdaptiveDirection();

  @ValidateNested()
  @Type(() => AdaptiveDirection)
  upload = new AdaptiveDirection();

  /** Delay over the baseline that counts as a queue on a line without jitter, ms. Less keeps delay away, more delivers more. */
  @IsNumber()
  @Min(1)
  @Max(100)
  threshold_ms = 22;

  /** ms added to the threshold per ms of the line's own jitter above 1 ms. More is calmer on radio links. */
  @IsNumber()
  @Min(0)
  @Max(10)
  jitter_factor = 1.5;

  /** Rate to rest at, as a share of a capacity that varies. Less keeps delay away, more delivers more. */
  @IsNumber()
  @Min(0.5)
  @Max(0.99)
  rest_share = 0.95;

  /** The same when capacity is found at the same place again and again. */
  @IsNumber()
  @Min(0.5)
  @Max(0.99)
  steady_rest_share = 0.98;

  /** A queue is moved out of the line's buffer within about this time, ms. Less cuts deeper and shorter. */
  @IsNumber()
  @Min(50)
  @Max(1000)
  drain_ms = 100;

  /** Deepest cut, as a share of the capacity. Less drains sooner and starves the flows meanwhile. */
  @IsNumber()
  @Min(0.05)
  @Max(0.9)
  drain_share = 0.2;

  /** Shortest wait at the known capacity before probing beyond it, s. Less recovers sooner, overshoots more. */
  @IsNumber()
  @Min(0.1)
  @Max(5)
  shortest_plateau_s = 0.3;

  /** Longest such wait, reached on a steady line, s. More probes less and misses growth longer. */
  @IsNumber()
  @Min(0.1)
  @Max(60)
  longest_plateau_s = 4;

  /** Largest raise in one step, as a factor. More recovers sooner, and one step overshoots by as much. */
  @IsNumber()
  @Min(1.02)
  @Max(2)
  raise_factor = 1.4;

  /** First raise beyond the known capacity, share of the rate. Less overshoots less, and is slower where there is room. */
  @IsNumber()
  @Min(0.01)
  @Max(0.5)
  probe_share = 0.1;

  /** Least time between two raises, ms. Less follows sooner and writes more. */
  @IsNumber()
  @Min(100)
  @Max(10_000)
  raise_every_ms = 400;

  /** Least time between two cuts, ms; at least the RTT and 40 ms. Less reacts to delay from before the last cut. */
  @IsNumber()
  @Min(50)
  @Max(2000)
  cut_every_ms = 120;

  /** Backlog above which a queue of the router is standing, bytes: two full packets. */
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  standing_bytes = 3000;

  /** Writes per second and direction in the long run; raises wait, cuts never. More follows closer. */
  @IsNumber()
  @Min(0.1)
  @Max(20)
  writes_per_s = 2.2;

  /** Writes that may be saved up for a lively phase; with `writes_per_s` it bounds those of a minute. */
  @IsNumber()
  @Min(1)
  @Max(1000)
  writes_burst = 8;

  /** Delay that cuts have not lowered for this long is not ours, s: cutting stops and the rates come back. */
  @IsNumber()
  @Min(1)
  @Max(60)
  not_ours_s = 4;
}
