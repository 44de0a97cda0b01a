import { type ApiTlsPort, openApiPort, openApiTlsPort } from './binary-api/api-port.js';
import { createApiService } from './binary-api/service.js';
import { selfSignedCertificate } from './certificate.js';
import { addService, type ServiceName, showConnection } from './device/services.js';
import { connectionCost, serviceTimes } from './latency.js';
import { burstDelays, loadFactor } from './load.js';
import type { TcpPort } from './net/tcp-port.js';
import type { RouterSimOptions } from './options.js';
import { seededRandom } from './random.js';
import { createAbortDamage, NO_DAMAGE } from './rest/abort-damage.js';
import { createRestHandler, type RestContext } from './rest/handler.js';
import { type HttpsPort, openHttpPort, openHttpsPort } from './rest/rest-port.js';
import { openSshPort, type SshPort } from './ssh/ssh-port.js';

/** What all services work with. */
type Shared = Pick<RestContext, 'router' | 'users' | 'clock' | 'faults' | 'onRequest'>;

/** The open ports of a router. */
export interface Services {
  readonly https: HttpsPort;
  readonly http: TcpPort;
  readonly ssh: SshPort;
  readonly api: TcpPort;
  readonly apiSsl: ApiTlsPort;
}

/** Opens all ports, or none: rejects when one is taken. */
export async function openServices(shared: Shared, options: RouterSimOptions): Promise<Services> {
  const { latency = 'none', sshHostKeyType = 'ed25519' } = options;
  const { exitCodeOnError = 0, maxParallelChannels = 10 } = options;
  const { failedLoginMs, sshLoginMs, apiLoginMs } = connectionCost(latency);
  const timing = { serviceMs: serviceTime(shared, options), failedLoginMs };
  const certificate = options.certificate ?? (await selfSignedCertificate());
  const rest = createRestHandler({ ...shared, ...timing, damage: damageOf(shared, options) });
  const ssh = { ...shared, ...timing, loginMs: sshLoginMs, exitCodeOnError, maxParallelChannels };
  const api = createApiService({ ...shared, ...timing, loginMs: apiLoginMs });
  const portOf = (name: ServiceName, port?: number) => portOptions(name, port, shared, options);
  return allOrNone({
    https: openHttpsPort(rest, certificate, portOf('www-ssl', options.httpsPort)),
    http: openHttpPort(rest, portOf('www', options.httpPort)),
    ssh: openSshPort(portOf('ssh', options.sshPort), sshHostKeyType, ssh),
    api: openApiPort(api, portOf('api', options.apiPort)),
    apiSsl: openApiTlsPort(api, certificate, portOf('api-ssl', options.apiSslPort)),
  });
}

async function allOrNone(
  opening: {
    readonly [Name in keyof Services]: Promise<Services[Name]>;
  },
): Promise<Services> {
  const opened = await Promise.allSettled(Object.values(opening));
  const failed = opened.find((port) => port.status === 'rejected');
  if (failed) {
    for (const port of opened) if (port.status === 'fulfilled') await port.value.close();
    throw failed.reason;
  }
  const { https, http, ssh, api, apiSsl } = opening;
  return { https: await https, http: await http, ssh: await ssh, api: await api, apiSsl: await apiSsl };
}

function portOptions(name: ServiceName, port = 0, { router, clock }: Shared, options: RouterSimOptions) {
  const row = addService(router, name, options.maxSessions ?? 20);
  return {
    port,
    maxSessions: () => Number(row.values['max-sessions']),
    onConnection: showConnection.bind(undefined, router, name),
    clock,
    tlsMs: connectionCost(options.latency ?? 'none').tlsMs,
    idleTimeoutMs: options.idleTimeoutMs ?? 30_000,
    maxRequestsPerConnection: options.maxRequestsPerConnection ?? Number.POSITIVE_INFINITY,
  };
}

/** Time of one command after another: the device's own, longer under load and after a burst. */
function serviceTime({ router, clock }: Shared, options: RouterSimOptions): () => number {
  const ownMs = serviceTimes(options.latency ?? 'none', seededRandom(options.seed ?? 1));
  const clampMs = options.burstClamp ? burstDelays(clock, options.burstClamp) : () => 0;
  return () => ownMs() * loadFactor(router.cpuLoad) + clampMs();
}

function damageOf({ router, clock }: Shared, { abortDamage, seed = 1 }: RouterSimOptions) {
  const damaged = abortDamage ?? router.version.startsWith('7.21.');
  return damaged ? createAbortDamage(clock, seededRandom(seed)) : NO_DAMAGE;
}
