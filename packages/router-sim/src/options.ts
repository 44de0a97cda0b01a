import type { Clock } from '@wanctl/core';
import type { Certificate } from './certificate.js';
import type { DeviceOptions } from './create-router.js';
import type { Latency } from './latency.js';
import type { WanOptions } from './link/wan.js';
import type { BurstClamp } from './load.js';
import type { HostKeyType } from './ssh/host-key.js';
import type { SimUser } from './users.js';

/** What a simulated router is like. Everything has a default. */
export interface RouterSimOptions extends DeviceOptions {
  /** Port on 127.0.0.1; 0, the default, is any free one. */
  readonly httpsPort?: number;
  /** Port on 127.0.0.1; 0, the default, is any free one. */
  readonly httpPort?: number;
  /** Port on 127.0.0.1; 0, the default, is any free one. */
  readonly sshPort?: number;
  /** Port of the binary API on 127.0.0.1; 0, the default, is any free one. */
  readonly apiPort?: number;
  /** Port of the binary API over TLS on 127.0.0.1; 0, the default, is any free one. */
  readonly apiSslPort?: number;
  /** For HTTPS and the binary API over TLS; by default a self-signed one is made at start. */
  readonly certificate?: Certificate;
  /** Kind of the SSH host key, which is made at start; `ed25519` by default. */
  readonly sshHostKeyType?: HostKeyType;
  /** By default the factory's: `admin` with an empty password. */
  readonly users?: readonly SimUser[];
  /** Service time of requests and cost of connections; none by default. */
  readonly latency?: Latency;
  /** Decides the latencies; 1 by default. */
  readonly seed?: number;
  /** After how long an idle HTTP connection is closed, ms, `Infinity` being never; 30 000 by default. */
  readonly idleTimeoutMs?: number;
  /** After how many answers an HTTP connection is closed without notice; `Infinity` by default. */
  readonly maxRequestsPerConnection?: number;
  /** Connections of each service at a time, one more being reset; 20 by default. */
  readonly maxSessions?: number;
  /** Whether aborted requests harm the web server; by default in versions 7.21.x alone. */
  readonly abortDamage?: boolean;
  /** Slows requests down after a burst of them, e.g. `CHR_BURST_CLAMP`; by default none. */
  readonly burstClamp?: BurstClamp;
  /** Exit status of a command line that the console refuses; 0 by default. */
  readonly exitCodeOnError?: 0 | 1;
  /** Channels of one SSH connection at a time; 10 by default, as in OpenSSH. */
  readonly maxParallelChannels?: number;
  /** Time for everything but the idle timeout; the machine's by default. */
  readonly clock?: Clock;
  /** Lines behind the router; none by default. */
  readonly wans?: readonly WanOptions[];
}
