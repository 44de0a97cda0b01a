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
  type Probe,
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
import type { WanSettings } from '../config/wan-settings.js';
import { recordHistory } from '../history/record-history.js';
import { logDecisions, logHeader } from './decision-log.js';
import { type Log, openLog } from './logging.js';
import { type SharedRouter, sharedRouter } from './router-access.js';
import { timerLines } from './timer-lines.js';
import { openTrustStore } from './trust.js';
import { registerLaw, registerProbes, registerStore } from './wan-plugins.js';

/** One WAN, wired and not yet started. */
export interface Wan {
  readonly settings: WanSettings;
  readonly loop: ControlLoop;
  readonly probes: readonly Probe[];
  readonly transport: Transport;
  readonly queues: WanQueues;
  readonly store: StateStore;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** Ends the history; resolves when it is written. */
  endHistory(): Promise<void>;
}

/** Wires a WAN in a container of its own below `root`; `routers` holds those that WANs share. */
export async function createWan(
  root: Container,
  settings: WanSettings,
  routers: Map<string, SharedRouter>,
  log: { debug: boolean; console: boolean },
): Promise<Wan> {
  const container = createContainer(root);
  const logger = openLog({ name: settings.wanName, files: settings.logging, ...log });
  const telemetry = new Telemetry(log.debug ? timerLines(logger) : undefined);
  provide(container, LOGGER, logger);
  provide(container, TELEMETRY, telemetry);
  registerStore(container, settings);

  const clock = resolve(container, CLOCK);
  const events = resolve(container, EVENTS);
  const store = resolve(container, STATE_STORE);
  provide(container, TRUST_STORE, await openTrustStore(store, logger));
  const { transport } = sharedRouter(container, settings.router, routers);
  provide(container, TRANSPORT, transport);
  registerLaw(container, settings);
  registerProbes(container, settings);

  const probes = resolveAll(container, PROBE);
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
    probes,
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
  const endHistory = recordHistory(settings, { clock, events, logger });
  return { settings, loop, probes, transport, queues, store, telemetry, log: logger, endHistory };
}
