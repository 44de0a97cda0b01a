import {
  ASSESSOR,
  type Container,
  ControlLoop,
  LINE,
  PROBE,
  type Probe,
  resolve,
  resolveAll,
  SampleInbox,
  StateKeeper,
  type StateStore,
  type Telemetry,
  type Transport,
  type WanQueues,
} from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { recordHistory } from '../history/record-history.js';
import { logDecisions, logHeader } from './decision-log.js';
import { type LogWishes, layGround } from './ground.js';
import type { Log } from './logging.js';
import type { SharedRouter } from './router-access.js';
import { WAN_TIMERS } from './timer-lines.js';
import { registerLaw, registerProbes } from './wan-plugins.js';
import { queuesOf } from './wan-queues.js';

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

/** Wires a WAN in a container of its own below `root`; `routers` holds the connections that files share. */
export async function createWan(
  root: Container,
  settings: WanSettings,
  routers: Map<string, SharedRouter>,
  wishes: LogWishes,
): Promise<Wan> {
  const ground = await layGround(root, settings, routers, { ...wishes, timers: WAN_TIMERS });
  const { container, clock, events, log, telemetry, store, transport } = ground;
  registerLaw(container, settings);
  registerProbes(container, settings);

  const probes = resolveAll(container, PROBE);
  const { wanName, queues: names } = settings;
  const queues = queuesOf(settings, { transport, clock, logger: log, events, telemetry });
  const loop = new ControlLoop({
    line: resolve(container, LINE),
    probes,
    inbox: new SampleInbox(names, telemetry),
    assessor: resolve(container, ASSESSOR),
    queues,
    keeper: new StateKeeper(store, wanName, clock, log, telemetry),
    ...{ clock, logger: log, events, telemetry },
  });
  logHeader(settings, transport, log);
  logDecisions(wanName, events, log);
  const endHistory = recordHistory(settings, { clock, events, logger: log });
  return { settings, loop, probes, transport, queues, store, telemetry, log, endHistory };
}
