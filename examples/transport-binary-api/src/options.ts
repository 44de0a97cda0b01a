import {
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** The first four come from the keys of `router` in a WAN file, the others from `router.options`. */
export class BinaryApiOptions {
  /** Name or IP address of the router. */
  @Matches(/^([\w.-]+|[\da-f:.]+)$/i, { message: 'must be a hostname or an IP address' })
  host!: string;

  /** A router user whose group has the policies `api`, `read` and, for changes, `write`. */
  @IsString()
  @IsNotEmpty()
  user!: string;

  /** Its password; may be empty. */
  @IsString()
  password!: string;

  /** How long a command that has been sent may take, ms. */
  @IsNumber()
  @Min(1)
  timeout_ms = 15_000;

  /** Without TLS the password travels readable for everybody on the way. */
  @IsBoolean()
  tls = true;

  /** TCP port. Default: 8729 with TLS, 8728 without. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  port?: number;

  /**
   * Whether the certificate must be signed by an authority that Node.js knows. Default: the one that the router shows
   * first is trusted, and no other later.
   */
  @IsBoolean()
  verify_ssl = false;

  /** SHA-256 of the router's own certificate, 64 hex digits, colons allowed: this one and no other. Default: none. */
  @IsOptional()
  @Matches(/^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i, {
    message: 'must be a SHA-256 in 64 hex digits, colons allowed',
  })
  tls_fingerprint?: string;
}

/** TCP port of the service. */
export function portOf({ port, tls }: BinaryApiOptions): number {
  return port ?? (tls ? 8729 : 8728);
}
