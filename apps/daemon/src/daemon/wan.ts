import {
  ASSESSOR,
  CLOCK,
  type Container,
  ControlLoop,
  createContainer,
  EVENTS,
  LINE,
  LOGGER,
  PROBE,
  provide,
  resolve,
  resolveAll,
  SampleInbox,
  STATE_STORE,
  StateKeeper,
  type StateStore,
  TELEMETRY,
  Telemetry,
  TRANSPORT,
  TRUST_STORE,
  type Transport,
  WanQueues,
} from '@wanctl/core';
import type { RouterSettings, WanSettings } from '../config/wan-settings.js';
import { logDecisions, logHeader } from './decision-log.js';
import { type Log, openLog } from './logging.js';
import { createTransport, sharingKey } from './router-access.js';
import { openTrustStore } from './trust.js';
import { registerLaw, registerProbes, registerStore } from './wan-plugins.js';

/** One WAN, wired and not yet started. */
export interface Wan {
  readonly settings: WanSettings;
  readonly loop: ControlLoop;
  readonly queues: WanQueues;
  readonly store: StateStore;
  readonly telemetry: Telemetry;
  readonly log: Log;
}

/** Wires a WAN in a container of its own below `root`; `transports` holds those that WANs share. */
export async function createWan(
  root: Container,
  settings: WanSettings,
  transports: Map<string, Transport>,
  log: { debug: boolean; console: boolean },
): Promise<Wan> {
  const container = createContainer(root);
  const logger = openLog({ name: settings.wanName, files: settings.logging, ...log });
  const telemetry = new Telemetry();
  provide(container, LOGGER, logger);
  provide(container, TELEMETRY, telemetry);
  registerStore(container, settings);

  const clock = resolve(container, CLOCK);
  const events = resolve(container, EVENTS);
  const store = resolve(container, STATE_STORE);
  provide(container, TRUST_STORE, await openTrustStore(store, logger));
  const transport = sharedTransport(container, settings.router, transports);
  provide(container, TRANSPORT, transport);
  registerLaw(container, settings);
  registerProbes(container, settings);

  const { wanName, queues: names } = settings;
  const target = (direction: 'download' | 'upload', prefix: string) => ({
    queue: names[direction],
    type: `${prefix}-${wanName.toLowerCase()}`,
  });
  const queues = new WanQueues({
    wanName,
    targets: { download: target('download', 'cake-down'), upload: target('upload', 'cake-up') },
    transport,
    clock,
    logger,
    events,
    telemetry,
  });
  const loop = new ControlLoop({
    line: resolve(container, LINE),
    probes: resolveAll(container, PROBE),
    inbox: new SampleInbox(names, telemetry),
    assessor: resolve(container, ASSESSOR),
    queues,
    keeper: new StateKeeper(store, wanName, clock, logger, telemetry),
    clock,
    logger,
    events,
    telemetry,
  });
  logHeader(settings, transport, logger);
  logDecisions(wanName, events, logger);
  return { settings, loop, queues, store, telemetry, log: logger };
}

/** WANs behind one router and user share a connection: the router serves a user's requests one by one anyway. */
function sharedTransport(
  container: Container,
  router: RouterSettings,
  transports: Map<string, Transport>,
): Transport {
  const key = sharingKey(router);
  const transport = transports.get(key) ?? createTransport(container, router);
  transports.set(key, transport);
  return transport;
}
