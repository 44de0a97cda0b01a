import { IsBoolean, IsIn, IsInt, IsNumber, IsString, Max, Min } from 'class-validator';

/** One kind of line and use of it. What is left out has the default. */
export class Scenario {
  /** The capacity series; see `series/`. */
  @IsString() series!: string;

  /** How long the load lasts, s; default 60. */
  @IsInt() @Min(5) @Max(3600) seconds = 60;

  /** Which way the load goes; default `download`. */
  @IsIn(['download', 'upload', 'both']) load: 'download' | 'upload' | 'both' = 'download';

  /** `bulk`: four flows all the time; `bursty`: for 3 s of every 8; `light`: one of 1 Mbit/s; `idle`: none. */
  @IsIn(['bulk', 'bursty', 'light', 'idle']) demand: 'bulk' | 'bursty' | 'light' | 'idle' = 'bulk';

  /** Congestion control of the senders; default `cubic`. */
  @IsIn(['cubic', 'bbr']) senders: 'cubic' | 'bbr' = 'cubic';

  /** Round-trip time without load, ms; default 20. */
  @IsNumber() @Min(1) @Max(300) baseRttMs = 20;

  /** Reflectors answer later by up to this much, at random, ms; default 0. */
  @IsNumber() @Min(0) @Max(200) jitterMs = 0;

  /** A round trip over the line takes up to this much longer, at random, another each 25 ms; default 0. */
  @IsNumber() @Min(0) @Max(200) lineJitterMs = 0;

  /** All reflectors answer 100 ms late for 400 ms of every 5 s; default false. */
  @IsBoolean() lateReflectors = false;

  /** Which of the series that a generated name stands for; default 1. */
  @IsInt() seed = 1;
}

/** A scenario in short, with what is not the default, e.g. `steps upload bbr`. */
export function nameOf(scenario: Scenario): string {
  const usual = new Scenario();
  return [
    scenario.series,
    scenario.load === usual.load ? '' : scenario.load,
    scenario.demand === usual.demand ? '' : scenario.demand,
    scenario.senders === usual.senders ? '' : scenario.senders,
    scenario.baseRttMs === usual.baseRttMs ? '' : `${scenario.baseRttMs}ms`,
    scenario.jitterMs === usual.jitterMs ? '' : `jitter-${scenario.jitterMs}ms`,
    scenario.lineJitterMs === usual.lineJitterMs ? '' : `line-jitter-${scenario.lineJitterMs}ms`,
    scenario.seed === usual.seed ? '' : `seed-${scenario.seed}`,
    scenario.lateReflectors ? 'late-reflectors' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
