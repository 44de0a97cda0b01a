import {
  createContainer,
  delay,
  EVENTS,
  LOGGER,
  type Logger,
  PROBE,
  type Probe,
  provide,
  type RttSample,
  resolve,
  resolveAll,
  STATE_STORE,
  type StateLock,
  systemClock,
  TELEMETRY,
  TRANSPORT,
  TRUST_STORE,
  type Transport,
  WanctlError,
  type WanQueues,
} from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { createTransport } from '../daemon/router-access.js';
import { fileStore, registerStore } from '../daemon/store.js';
import { createTrustStore, trustedPeers } from '../daemon/trust.js';
import { registerLaw, registerProbes, wishesOf } from '../daemon/wan-plugins.js';
import { queuesOf } from '../daemon/wan-queues.js';
import type { Limits } from './journal.js';

/** A line that nobody else steers until it is closed. */
export interface Line {
  /** The router's limits, bit/s. Throws `WanctlError` when it does not tell. */
  limitsBps(): Promise<Limits>;
  /** Brings limits to the router. Throws `WanctlError` when it has not accepted them after so long. */
  bring(limitsBps: Limits, patienceMs: number): Promise<void>;
  /** What the probe has delivered so far; it goes on. */
  readonly samples: readonly RttSample[];
  close(): Promise<void>;
}

const RETRY_MS = 500;

/** Takes the WAN's lock, as the daemon does, and begins to measure. Throws `WanctlError`. */
export async function openLine(wan: WanSettings, logger: Logger): Promise<Line> {
  const container = createContainer(quietContainer());
  provide(container, LOGGER, logger);
  await loadPlugins(container, [wishesOf(wan)]);
  registerStore(container, wan);
  const store = resolve(container, STATE_STORE);
  // Who is met for the first time is believed and not remembered: root would take the file from the daemon.
  provide(
    container,
    TRUST_STORE,
    createTrustStore(await trustedPeers(fileStore(container, wan)), () => {}),
  );
  const transport = createTransport(container, wan.router);
  provide(container, TRANSPORT, transport);
  registerLaw(container, wan);
  registerProbes(container, wan);
  const [events, telemetry] = [resolve(container, EVENTS), resolve(container, TELEMETRY)];
  const queues = queuesOf(wan, { transport, clock: systemClock, logger, events, telemetry });
  const probes = resolveAll(container, PROBE).filter(({ measures }) => measures === 'rtt');
  return begin({ lock: await store.lock(wan.wanName), transport, queues, probes });
}

interface Parts {
  readonly lock: StateLock;
  readonly transport: Transport;
  readonly queues: WanQueues;
  readonly probes: readonly Probe[];
}

async function begin({ lock, transport, queues, probes }: Parts): Promise<Line> {
  const samples: RttSample[] = [];
  const close = async () => {
    await Promise.allSettled([...probes.map((probe) => probe.stop()), transport.close()]);
    await lock.release();
  };
  try {
    await Promise.all(
      probes.map((probe) => probe.start((sample) => sample.kind === 'rtt' && samples.push(sample))),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    samples,
    close,
    bring: (limitsBps, patienceMs) => bring(queues, limitsBps, patienceMs),
    limitsBps: () => limitsOf(queues),
  };
}

async function limitsOf(queues: WanQueues): Promise<Limits> {
  await queues.look();
  const { download, upload } = queues.acceptedBps;
  if (download !== null && upload !== null) return { download, upload };
  throw new WanctlError('ERR_ROUTER_OBJECT', 'the router does not tell the limits of the queues');
}

/** Asked again and again, since raises wait for their turn, and after a fault the router is left alone for a while. */
async function bring(queues: WanQueues, limitsBps: Limits, patienceMs: number): Promise<void> {
  const untilMs = systemClock.now() + patienceMs;
  for (;;) {
    queues.want(limitsBps);
    await queues.settled();
    if (!queues.behind) return;
    if (systemClock.now() >= untilMs) break;
    await delay(systemClock, RETRY_MS);
  }
  throw new WanctlError('ERR_ROUTER_OBJECT', 'the router does not accept a limit');
}
