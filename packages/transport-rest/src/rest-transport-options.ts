import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** Options of `RestTransport`, named as in configuration files. */
export class RestTransportOptions {
  /** Name or IP address of the router. */
  @Matches(/^([\w.-]+|[\da-f:.]+)$/i, { message: 'must be a hostname or an IP address' })
  host!: string;

  /** TCP port. Default: 443 for https, 80 for http. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  port?: number;

  /** `http` sends the password readable for everybody on the way; RouterOS serves REST so from 7.9 on. */
  @IsIn(['https', 'http'])
  scheme: 'https' | 'http' = 'https';

  /** A router user whose group has the policies `rest-api`, `read` and, for changes, `write`. */
  @IsString()
  @IsNotEmpty()
  user!: string;

  /** Its password; may be empty. */
  @IsString()
  password!: string;

  /** How long a request that has been sent may take, ms. Less makes the router's web server misbehave. */
  @IsNumber()
  @Min(1)
  timeout_ms = 15_000;

  /**
   * Whether the certificate must be signed by a known authority. Without it the one that the router shows first
   * is trusted, and no other later; somebody who is on the way at that first time can listen.
   */
  @IsBoolean()
  verify_ssl = true;

  /** PEM file with the authority that signed the router's certificate. Default: those that Node.js knows. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  ca_file?: string;

  /**
   * SHA-256 of the router's own certificate, 64 hex digits, colons allowed. Then this certificate and no other is
   * accepted, whoever signed it. Default: none.
   */
  @IsOptional()
  @Matches(/^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i, {
    message: 'must be a SHA-256 in 64 hex digits, colons allowed',
  })
  tls_fingerprint?: string;
}

/** TCP port of the REST service. */
export function portOf({ port, scheme }: RestTransportOptions): number {
  return port ?? (scheme === 'https' ? 443 : 80);
}
