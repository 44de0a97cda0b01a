import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsInt,
  IsIP,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** Options of the probe. */
export class IrttProbeOptions {
  /** Hosts on which `irtt server` runs: names or addresses, IPv6 in brackets, with a port unless it is 2112. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @Matches(/^(\[[\da-f:.]+\]|[a-z\d][a-z\d.-]*)(:\d{1,5})?$/i, {
    each: true,
    message:
      'servers must be names or addresses, IPv6 in brackets, with a port unless it is 2112: vps.example.net:2112',
  })
  servers!: string[];

  /** Time between two packets to one server, ms, 10 to 10000; a server that allows no less than more is obeyed. */
  @IsInt()
  @Min(10)
  @Max(10_000)
  interval_ms = 100;

  /** After this many ms without an answer a packet is lost, 100 to 10000. */
  @IsInt()
  @Min(100)
  @Max(10_000)
  timeout_ms = 1000;

  /** Address that packets come from; the system chooses unless given. */
  @IsOptional()
  @IsIP()
  source?: string;
}
