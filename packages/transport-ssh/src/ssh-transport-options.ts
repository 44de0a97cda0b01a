import {
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';

/** Options of `SshTransport`, named as in configuration files. */
export class SshTransportOptions {
  /** Name or IP address of the router. */
  @Matches(/^([\w.-]+|[\da-f:.]+)$/i, { message: 'must be a hostname or an IP address' })
  host!: string;

  /** TCP port of the router's service `ssh`. */
  @IsInt()
  @Min(1)
  @Max(65535)
  port = 22;

  /** A router user whose group has the policies `ssh`, `read` and, for changes, `write`. */
  @IsString()
  @IsNotEmpty()
  user!: string;

  /** Its password; may be empty. Needed when there is no `ssh_key`; with one it is tried second. */
  @ValidateIf(({ password, ssh_key }: SshTransportOptions) => password !== undefined || ssh_key === undefined)
  @IsString()
  password?: string;

  /** File with the private key: RSA, or ed25519 from RouterOS 7.12 on. Default: none, the password alone. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  ssh_key?: string;

  /** Opens the private key when it is encrypted. Default: none. */
  @IsOptional()
  @IsString()
  passphrase?: string;

  /** How long a command that has been sent may take, ms. After that its connection is ended. */
  @IsNumber()
  @Min(1)
  timeout_ms = 15_000;

  /** Connections kept at most, each for one command at a time; changes always use the first. */
  @IsInt()
  @Min(1)
  @Max(4)
  pool_size = 1;

  /** Time between signs of life on an idle connection, ms; 0: none. The third without an answer ends it. */
  @IsInt()
  @Min(0)
  keepalive_ms = 15_000;

  /**
   * SHA-256 of the router's host key, 64 hex digits, colons allowed. Then no other key is accepted, whatever was
   * trusted before. Default: none.
   */
  @IsOptional()
  @Matches(/^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i, {
    message: 'must be a SHA-256 in 64 hex digits, colons allowed',
  })
  host_key_fingerprint?: string;

  /** File in OpenSSH's known_hosts format, asked about a router not seen before. Default: none. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  known_hosts_file?: string;
}
