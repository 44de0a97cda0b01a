import {
  CLOCK,
  type Container,
  createContainer,
  FailoverTransport,
  findPlugin,
  LOGGER,
  meterTransport,
  provide,
  resolve,
  TELEMETRY,
  Telemetry,
  type Transport,
} from '@wanctl/core';
import type { RouterSettings } from '../config/common-settings.js';
import { hostOf } from './plugins.js';

/** A connection to a router that WANs and steerings share, and what is noted of it. */
export interface SharedRouter {
  readonly transport: Transport;
  readonly telemetry: Telemetry;
}

/** WANs behind one router and user share a connection: the router serves a user's requests one by one anyway. */
export function sharedRouter(
  container: Container,
  router: RouterSettings,
  routers: Map<string, SharedRouter>,
): SharedRouter {
  const key = sharingKey(router);
  const shared = routers.get(key) ?? openRouter(container, router);
  routers.set(key, shared);
  return shared;
}

function openRouter(parent: Container, router: RouterSettings): SharedRouter {
  const container = createContainer(parent);
  const telemetry = new Telemetry();
  provide(container, TELEMETRY, telemetry);
  return { transport: createTransport(container, router), telemetry };
}

/** Connects to the router as the file says, with a second way to it where the file names one. */
export function createTransport(container: Container, router: RouterSettings): Transport {
  const first = create(container, router.transport, router);
  if (router.fallback === undefined) return first;
  const second = create(container, router.fallback, router);
  return new FailoverTransport(first, second, resolve(container, CLOCK), resolve(container, LOGGER));
}

/**
 * Two files with the same key use one router in the same way and share a connection to it. How long a command may take
 * is then what the first of them says: steering files wait longer by default.
 */
export function sharingKey({ password, commandTimeoutMs: _, ...router }: RouterSettings): string {
  return JSON.stringify([router, password.reveal()]);
}

function create(container: Container, name: string, router: RouterSettings): Transport {
  const options = OPTIONS[name] ?? pluginOptions;
  const transport = findPlugin(container, 'transport', name).create(hostOf(container), options(router));
  return meterTransport(transport, name, resolve(container, TELEMETRY), resolve(container, CLOCK));
}

const OPTIONS: Readonly<Record<string, (router: RouterSettings) => object>> = {
  rest: (router) => ({
    ...common(router),
    port: router.port,
    scheme: router.scheme,
    password: router.password.reveal(),
    verify_ssl: router.verifySsl,
    tls_fingerprint: router.tlsFingerprint,
  }),
  ssh: (router) => ({
    ...common(router),
    port: router.sshPort,
    ssh_key: router.sshKey || undefined,
    password: router.password.reveal() || undefined,
    host_key_fingerprint: router.hostKeyFingerprint,
  }),
};

function pluginOptions(router: RouterSettings): object {
  return { ...common(router), password: router.password.reveal(), ...router.options };
}

function common({ host, user, commandTimeoutMs }: RouterSettings) {
  return { host, user, timeout_ms: commandTimeoutMs };
}
