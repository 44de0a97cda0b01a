import { IsArray, IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';

/** What `engine` may be: a way to send ICMP, or `auto` for the first of them that works here. */
export const ENGINES = ['auto', 'socket', 'fping', 'ping'] as const;

/** Options of the `icmp` probe. */
export class IcmpProbeOptions {
  /** Hosts to probe, names or addresses; the WAN's reflectors unless given. What is not a host is dropped. */
  @IsOptional()
  @IsArray()
  hosts?: unknown[];

  /** Time between two probes to one host, ms, 200 to 60000: public reflectors throttle more than 5 a second. */
  @IsNumber()
  @Min(200)
  @Max(60_000)
  interval_ms = 500;

  /** After this many ms without an answer a probe is lost, 100 to 10000. Longer sees worse bloat as delay. */
  @IsNumber()
  @Min(100)
  @Max(10_000)
  timeout_ms = 1000;

  /** How to send; a named engine that does not work here is an error at start. */
  @IsIn(ENGINES)
  engine: (typeof ENGINES)[number] = 'auto';
}
