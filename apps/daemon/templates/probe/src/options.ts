import { IsInt, Max, Min } from 'class-validator';

/** Options of the probe, named as in WAN files. */
export class ExampleProbeOptions {
  /** TCP port of the reflectors, 1 to 65535; it must be open. */
  @IsInt()
  @Min(1)
  @Max(65535)
  port = 443;

  /** Time from one connection to the next, ms; the reflectors take turns. */
  @IsInt()
  @Min(5)
  @Max(60_000)
  interval_ms = 200;

  /** After this time a connection counts as lost, ms. */
  @IsInt()
  @Min(10)
  @Max(60_000)
  timeout_ms = 1000;
}
