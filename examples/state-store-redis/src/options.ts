import { IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

/** Options of the store. */
export class RedisStateOptions {
  /** Where Redis is, without a password: `redis://host:port/database`, with TLS `rediss://`, a user before an `@`. */
  @Matches(/^rediss?:\/\/([^:@/]+@)?[^@/]+(\/\d+)?$/, {
    message: 'url must be redis://host:port without a password, which has a key of its own',
  })
  url = 'redis://127.0.0.1:6379';

  /** Password of that user, or of Redis; default none. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  password?: string;

  /** What the names of all keys in Redis begin with. */
  @IsString()
  prefix = 'wanctl:';

  /** How long a lock outlives its holder's last sign of life, seconds: 1 to 60. */
  @Min(1)
  @Max(60)
  lease_sec = 6;
}
