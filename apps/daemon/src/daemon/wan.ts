import {
  ASSESSOR,
  type Container,
  ControlLoop,
  createContainer,
  fenceTransport,
  LINE,
  PROBE,
  type Probe,
  resolve,
  resolveAll,
  SampleInbox,
  StateKeeper,
  type Transport,
  type WanQueues,
} from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { recordHistory } from '../history/record-history.js';
import { logDecisions, logHeader } from './decision-log.js';
import { type Ground, type LogWishes, layGround } from './ground.js';
import type { SharedRouter } from './router-access.js';
import type { Tenant, Tenure } from './tenure.js';
import { WAN_TIMERS } from './timer-lines.js';
import { registerLaw, registerProbes } from './wan-plugins.js';
import { queuesOf } from './wan-queues.js';

/** One WAN, wired and not yet started. */
export interface Wan extends Tenant, WanLoop {
  readonly settings: WanSettings;
  readonly loop: ControlLoop;
  readonly transport: Transport;
  readonly unwatch: Ground['unwatch'];
  /** Ends the history; resolves when it is written. */
  endHistory(): Promise<void>;
}

/** What lasts for one tenure. */
interface WanLoop {
  readonly tenure: Tenure;
  readonly loop: ControlLoop;
  readonly probes: readonly Probe[];
  readonly queues: WanQueues;
}

/** Wires a WAN in a container of its own below `root`; `routers` holds the connections that files share. */
export async function createWan(
  root: Container,
  settings: WanSettings,
  routers: Map<string, SharedRouter>,
  wishes: LogWishes,
): Promise<Wan> {
  const ground = await layGround(root, settings, routers, { ...wishes, timers: WAN_TIMERS });
  const { clock, events, log, telemetry, store, transport, unwatch } = ground;
  const wan: Wan = {
    ...{ settings, transport, store, telemetry, log, unwatch },
    ...wireLoop(settings, ground),
    start: () => wan.loop.start(),
    renew: () => void Object.assign(wan, wireLoop(settings, ground)),
    endHistory: recordHistory(settings, { clock, events, logger: log }),
  };
  logHeader(settings, transport, log);
  logDecisions(settings.wanName, events, log);
  return wan;
}

function wireLoop(settings: WanSettings, ground: Ground): WanLoop {
  const { clock, events, log: logger, telemetry, store } = ground;
  const container = createContainer(ground.container);
  registerLaw(container, settings);
  registerProbes(container, settings);

  const tenure: Tenure = { lock: null, refusal: null };
  const transport = fenceTransport(ground.transport, () => tenure.lock?.held() ?? false);
  const probes = resolveAll(container, PROBE);
  const { wanName, queues: names } = settings;
  const queues = queuesOf(settings, { transport, clock, logger, events, telemetry });
  const loop = new ControlLoop({
    line: resolve(container, LINE),
    probes,
    inbox: new SampleInbox(names, telemetry),
    assessor: resolve(container, ASSESSOR),
    queues,
    keeper: new StateKeeper(store, wanName, clock, logger, telemetry),
    ...{ clock, logger, events, telemetry },
  });
  return { tenure, loop, probes, queues };
}
