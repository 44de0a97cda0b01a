import { type Clock, systemClock } from '@wanctl/core';
import { type Certificate, certificateSha256, selfSignedCertificate } from './certificate.js';
import { type Console, openConsole } from './console.js';
import { createRouter } from './create-router.js';
import { type ArmedFault, createFaults, type Fault, type FaultMatch } from './faults.js';
import { startWan, type Wan, type WanOptions } from './link/wan.js';
import { seededRandom } from './random.js';
import { createRequestLog, type RequestLog } from './request-log.js';
import { createRestHandler, type RestHandler } from './rest/handler.js';
import { type Latency, serviceTimes } from './rest/latency.js';
import { listen } from './rest/listener.js';
import { scopedClock } from './scoped-clock.js';
import { FACTORY_USER, type SimUser } from './users.js';

/** What a simulated router is like. Everything has a default. */
export interface RouterSimOptions {
  /** Port on 127.0.0.1; 0, the default, is any free one. */
  readonly httpsPort?: number;
  /** Port on 127.0.0.1; 0, the default, is any free one. */
  readonly httpPort?: number;
  /** For HTTPS; by default a self-signed one is made at start. */
  readonly certificate?: Certificate;
  /** By default the factory's: `admin` with an empty password. */
  readonly users?: readonly SimUser[];
  /** Interfaces that queues may have as parents; `ether1` and `bridge` by default. */
  readonly interfaces?: readonly string[];
  /** Service time of requests; none by default. */
  readonly latency?: Latency;
  /** Decides the latencies; 1 by default. */
  readonly seed?: number;
  /** After how long an idle connection is closed, ms; 30 000 by default. */
  readonly idleTimeoutMs?: number;
  /** Time for everything but the idle timeout; the machine's by default. */
  readonly clock?: Clock;
  /** Lines behind the router; none by default. */
  readonly wans?: readonly WanOptions[];
}

/** A running router. */
export interface RouterSim extends Console, Pick<RequestLog, 'requests' | 'onRequest'> {
  /** E.g. `https://127.0.0.1:40443`. */
  readonly httpsUrl: string;
  readonly httpUrl: string;
  /** The HTTPS certificate, PEM. */
  readonly certificate: string;
  /** SHA-256 of the certificate's DER form, 64 lower-case hex digits. */
  readonly certificateSha256: string;
  /** Users by name; changes count from the next request on. */
  readonly users: Map<string, SimUser>;
  /** Lines behind the router by name. */
  readonly wans: ReadonlyMap<string, Wan>;
  /** Lets something go wrong with the requests that match. */
  fail(match: FaultMatch, fault: Fault): ArmedFault;
  /** Ends all connections and timers. */
  close(): Promise<void>;
}

// Measured on CHR 7.21 to 7.23, at any CPU load.
const FAILED_LOGIN_MS = 125;

/** Starts a router that serves REST over HTTPS and HTTP on the loopback. Rejects when a port is taken. */
export async function startRouterSim(options: RouterSimOptions = {}): Promise<RouterSim> {
  const { latency = 'none', seed = 1 } = options;
  const certificate = options.certificate ?? (await selfSignedCertificate());
  const clock = scopedClock(options.clock ?? systemClock);
  const router = createRouter(options.interfaces ?? ['ether1', 'bridge'], clock);
  const users = new Map((options.users ?? [FACTORY_USER]).map((user) => [user.name, user]));
  const faults = createFaults();
  const { requests, onRequest, add: logRequest } = createRequestLog();
  const handler = createRestHandler({
    router,
    users,
    clock,
    faults,
    serviceMs: serviceTimes(latency, seededRandom(seed)),
    failedLoginMs: latency === 'none' ? 0 : FAILED_LOGIN_MS,
    onRequest: logRequest,
  });
  const [https, http] = await listenTwice(handler, certificate, options);
  const wans = new Map<string, Wan>();
  for (const wan of options.wans ?? []) wans.set(wan.name, await startWan(router, clock, wan));
  return {
    httpsUrl: https.url,
    httpUrl: http.url,
    certificate: certificate.cert,
    certificateSha256: certificateSha256(certificate.cert),
    users,
    requests,
    onRequest,
    wans,
    ...openConsole(router),
    fail: faults.arm,
    async close() {
      clock.cancelAll();
      const reflectors = [...wans.values()].flatMap((wan) => wan.reflectors);
      await Promise.all([https, http, ...reflectors].map((open) => open.close()));
    },
  };
}

async function listenTwice(handler: RestHandler, certificate: Certificate, options: RouterSimOptions) {
  const { httpsPort = 0, httpPort = 0, idleTimeoutMs = 30_000 } = options;
  const https = await listen(handler, { port: httpsPort, certificate, idleTimeoutMs });
  try {
    return [https, await listen(handler, { port: httpPort, idleTimeoutMs })] as const;
  } catch (error) {
    await https.close();
    throw error;
  }
}
