import {
  CLOCK,
  Events,
  LOGGER,
  type Plugin,
  type PluginHost,
  silentLogger,
  systemClock,
  TELEMETRY,
  Telemetry,
  type Token,
  TRUST_STORE,
  type Transport,
  WanQueues,
} from '@wanctl/core';
import { MemoryTrustStore } from '@wanctl/core/testing';
import api from '@wanctl/example-transport-binary-api';
import rest from '@wanctl/transport-rest';
import ssh from '@wanctl/transport-ssh';
import { bareApi, bareRest, bareSsh } from './bare-clients.js';
import type { RouterPorts } from './simulated-router.js';

/** The ways to the router. */
export const NAMES = ['rest', 'ssh', 'api'] as const;
export type Name = (typeof NAMES)[number];

/** The limits of a WAN over a transport: `change` wants one or two new ones and waits, `want` wants the same again. */
export function openQueues(name: Name, router: RouterPorts) {
  const transport = openTransport(name, router);
  const queues = new WanQueues({
    wanName: 'bench',
    targets: { download: { queue: 'Down', type: 'default' }, upload: { queue: 'Up', type: 'default' } },
    transport,
    clock: systemClock,
    logger: silentLogger,
    events: new Events(),
    telemetry: new Telemetry(),
  });
  // Only cuts, which are never held back.
  const rates = { download: 900e6, upload: 900e6 };
  const want = async () => {
    queues.want(rates);
    await queues.settled();
  };
  const change = async (limits: 1 | 2) => {
    rates.download -= 1000;
    if (limits === 2) rates.upload -= 1000;
    await want();
    if (queues.behind) throw new Error(`${name}: the router did not take the limits`);
  };
  return { transport, change, want };
}

const trust = new MemoryTrustStore();

/** The transport itself. */
export function openTransport(name: Name, router: RouterPorts): Transport {
  const plugins: Record<Name, Plugin<'transport'>> = { rest, ssh, api };
  const common = { host: '127.0.0.1', user: 'wanctl', password: 'bench', timeout_ms: 15_000 };
  const port = portOf(name, router);
  const options = name === 'rest' ? { ...common, port, verify_ssl: false } : { ...common, port };
  return plugins[name].create(host, options);
}

/** The same changes without a transport. */
export const bareOver = { rest: bareRest, ssh: bareSsh, api: bareApi };

/** Where the router listens for it. */
export function portOf(name: Name, { httpsPort, sshPort, apiSslPort }: RouterPorts): number {
  return { rest: httpsPort, ssh: sshPort, api: apiSslPort }[name];
}

const provided = new Map<symbol, unknown>([
  [CLOCK, systemClock],
  [LOGGER, silentLogger],
  [TELEMETRY, new Telemetry()],
  [TRUST_STORE, trust],
]);
const host: PluginHost = { resolve: <T>(token: Token<T>) => provided.get(token) as T };
