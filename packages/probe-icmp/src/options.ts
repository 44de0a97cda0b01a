import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsInt,
  IsIP,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** What `engine` may be: a way to probe, or `auto` for the first of them that works here. */
export const ENGINES = ['auto', 'socket', 'fping', 'ping', 'tcp'] as const;

/** Public reflectors throttle more than 5 probes a second, so no host gets them faster, ms. */
export const MIN_INTERVAL_MS = 200;

/** Options of the `icmp` probe. */
export class IcmpProbeOptions {
  /** Hosts to probe, names or addresses; the WAN's reflectors unless given. What is not a host is dropped. */
  @IsOptional()
  @IsArray()
  hosts?: unknown[];

  /**
   * Hosts to probe at one time, 1 to 16, of which bad ones are set aside. The rest are spare; built-in ones fill up what
   * is short. Unless given, all hosts are probed and none is set aside.
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(16)
  active?: number;

  /** Time between two probes to one host, ms, 200 to 60000. */
  @IsNumber()
  @Min(MIN_INTERVAL_MS)
  @Max(60_000)
  interval_ms = 500;

  /** Probes a second to all hosts together, 0.1 to 80, at most 5 to one host; in place of `interval_ms`. */
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  @Max(80)
  rate_per_sec?: number;

  /** After this many ms without an answer a probe is lost, 100 to 10000. Longer sees worse bloat as delay. */
  @IsNumber()
  @Min(100)
  @Max(10_000)
  timeout_ms = 1000;

  /** How to probe; a named engine that does not work here is an error at start. */
  @IsIn(ENGINES)
  engine: (typeof ENGINES)[number] = 'auto';

  /** Ports that the engine `tcp` connects to, the next when one gives no answer, 1 to 65535. */
  @IsArray()
  @ArrayNotEmpty()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(65_535, { each: true })
  ports: number[] = [443, 53];

  /** Address that probes come from; hosts of the other family are dropped. The system chooses unless given. */
  @IsOptional()
  @IsIP()
  @Matches(/^[\da-f.:]+$/i)
  source?: string;

  /** Name of the interface that probes leave by (SO_BINDTODEVICE); by the routes of the system unless given. */
  @IsOptional()
  @Matches(/^[a-z0-9][\w.:-]{0,14}$/i)
  interface?: string;
}
