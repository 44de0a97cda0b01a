import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

/** The first four come from the keys of `router` in a WAN file, the others from `router.options`. */
export class ExampleTransportOptions {
  /** Name or IP address of the router. */
  @Matches(/^[\w.-]+$/, { message: 'must be a hostname or an IPv4 address' })
  host!: string;

  /** A router user whose group has the policies `rest-api`, `read` and `write`. */
  @IsString()
  user!: string;

  /** Its password; may be empty. */
  @IsString()
  password!: string;

  /** How long a call may take, ms. */
  @IsNumber()
  @Min(1)
  timeout_ms = 15_000;

  /** With `http` everybody on the way can read the password. */
  @IsIn(['https', 'http'])
  scheme: 'https' | 'http' = 'https';

  /** TCP port, 1 to 65535. Default: that of the scheme. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  port?: number;
}
