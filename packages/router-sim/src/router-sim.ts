import { systemClock } from '@wanctl/core';
import { type Certificate, certificateSha256, selfSignedCertificate } from './certificate.js';
import { type Console, openConsole } from './console.js';
import { createRouter } from './create-router.js';
import type { Router } from './device/router.js';
import { type ArmedFault, createFaults, type Fault, type FaultMatch, type Faults } from './faults.js';
import { startWan, type Wan } from './link/wan.js';
import type { RouterSimOptions } from './options.js';
import { type Reboot, reboot } from './reboot.js';
import { createRequestLog, type RequestLog } from './request-log.js';
import { type ScopedClock, scopedClock } from './scoped-clock.js';
import { openServices, type Services } from './services.js';
import type { HostKeyType } from './ssh/host-key.js';
import { FACTORY_USER, type SimUser } from './users.js';

/** A running router. */
export interface RouterSim extends Console, Pick<RequestLog, 'requests' | 'onRequest'> {
  /** E.g. `https://127.0.0.1:40443`. */
  readonly httpsUrl: string;
  readonly httpUrl: string;
  /** SSH port on 127.0.0.1. */
  readonly sshPort: number;
  /** Port of the binary API on 127.0.0.1. */
  readonly apiPort: number;
  /** Port of the binary API over TLS on 127.0.0.1. */
  readonly apiSslPort: number;
  /** SHA-256 of the SSH host key's public blob, 64 lower-case hex digits. */
  readonly sshHostKey: string;
  /** Takes another certificate, a fresh one by default, for TLS connections from now on. */
  changeCertificate(certificate?: Certificate): Promise<void>;
  /** Takes a new SSH host key, of that kind or of the one before, for connections from now on. */
  changeHostKey(type?: HostKeyType): void;
  /** The certificate of HTTPS and the binary API, PEM. */
  readonly certificate: string;
  /** SHA-256 of the certificate's DER form, 64 lower-case hex digits. */
  readonly certificateSha256: string;
  /** What may be set: `fastTrack` (false) and `cpuLoad` (7); and what it has written to `flash`. */
  readonly device: Pick<Router, 'cpuLoad' | 'fastTrack'> & Readonly<Pick<Router, 'flash'>>;
  /** Goes down and comes up again; resolves when its ports are open again. */
  reboot(how?: Reboot): Promise<void>;
  /** Users by name; changes count from the next request on. */
  readonly users: Map<string, SimUser>;
  /** Lines behind the router by name. */
  readonly wans: ReadonlyMap<string, Wan>;
  /** Lets something go wrong with the requests that match. */
  fail(match: FaultMatch, fault: Fault): ArmedFault;
  /** Ends all connections and timers. */
  close(): Promise<void>;
}

interface Parts {
  readonly router: Router;
  readonly users: Map<string, SimUser>;
  readonly clock: ScopedClock;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly services: Services;
  readonly wans: ReadonlyMap<string, Wan>;
}

/** Starts a router that serves REST, SSH and the binary API on the loopback. Rejects when a port is taken. */
export async function startRouterSim(options: RouterSimOptions = {}): Promise<RouterSim> {
  const clock = scopedClock(options.clock ?? systemClock);
  const users = new Map((options.users ?? [FACTORY_USER]).map((user) => [user.name, user]));
  const router = createRouter(clock, options, users);
  const faults = createFaults();
  const log = createRequestLog();
  const services = await openServices({ router, users, clock, faults, onRequest: log.add }, options);
  const wans = new Map<string, Wan>();
  for (const wan of options.wans ?? []) wans.set(wan.name, await startWan(router, wan));
  return assemble({ router, users, clock, faults, log, services, wans });
}

function assemble({ router, users, clock, faults, log, services, wans }: Parts): RouterSim {
  const { https, http, ssh, api, apiSsl } = services;
  const ports = Object.values(services);
  return {
    ...openConsole(router),
    httpsUrl: `https://127.0.0.1:${https.port}`,
    httpUrl: `http://127.0.0.1:${http.port}`,
    sshPort: ssh.port,
    apiPort: api.port,
    apiSslPort: apiSsl.port,
    get certificate() {
      return https.certificate();
    },
    get certificateSha256() {
      return certificateSha256(https.certificate());
    },
    get sshHostKey() {
      return ssh.hostKey();
    },
    async changeCertificate(next) {
      const certificate = next ?? (await selfSignedCertificate());
      for (const port of [https, apiSsl]) port.changeCertificate(certificate);
    },
    changeHostKey: ssh.changeHostKey,
    device: router,
    reboot: (how) => reboot(router, ports, how),
    users,
    requests: log.requests,
    onRequest: log.onRequest,
    wans,
    fail: faults.arm,
    async close() {
      clock.cancelAll();
      const reflectors = [...wans.values()].flatMap((wan) => wan.reflectors);
      await Promise.all([...ports, ...reflectors].map((open) => open.close()));
    },
  };
}
