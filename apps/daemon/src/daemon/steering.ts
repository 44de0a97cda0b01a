import { type Container, createContainer, fenceTransport, type Probe, type Transport } from '@wanctl/core';
import { createSteering, type SteeringLoop, WanEvents, WanFile, type WanSource } from '@wanctl/steering';
import { stateFilesOf } from '../config/state-files.js';
import type { SteeringSettings } from '../config/steering-settings.js';
import { steeringLines } from '../config/summary.js';
import { type Ground, type LogWishes, layGround } from './ground.js';
import type { SharedRouter } from './router-access.js';
import { createSteeringProbes } from './steering-plugins.js';
import type { Tenant, Tenure } from './tenure.js';
import { STEERING_TIMERS } from './timer-lines.js';

/** State files of other processes are looked at this often at most, ms: they are saved less often. */
const FILE_PERIOD_MS = 1000;

/** One steering, wired and not yet started. */
export interface Steering extends Tenant, SteeringParts {
  readonly settings: SteeringSettings;
  readonly loop: SteeringLoop;
  readonly transport: Transport;
  readonly unwatch: Ground['unwatch'];
  /** One turn; true when it could judge and the rules are as wanted. */
  once(): Promise<boolean>;
}

/** What lasts for one tenure. */
interface SteeringParts {
  readonly tenure: Tenure;
  readonly loop: SteeringLoop;
  readonly probes: readonly Probe[];
}

/** Wires a steering in a container of its own below `root`; `wansHere` are those that this process runs. */
export async function wireSteering(
  root: Container,
  settings: SteeringSettings,
  { routers, wansHere }: { routers: Map<string, SharedRouter>; wansHere: readonly string[] },
  wishes: LogWishes,
): Promise<Steering> {
  const ground = await layGround(root, settings, routers, { ...wishes, timers: STEERING_TIMERS });
  const isPrimaryHere = wansHere.includes(settings.primaryWan);
  const { log, telemetry, store, transport, unwatch } = ground;
  const wire = () => wireLoop(settings, wansHere, ground);
  const steering: Steering = {
    ...{ settings, transport, store, telemetry, log, unwatch },
    ...wire(),
    start: () => {
      for (const line of steeringLines(settings)) log.info(line);
      return steering.loop.start();
    },
    renew: () => void Object.assign(steering, wire()),
    once: () => steering.loop.once(isPrimaryHere ? 1 : settings.ping.count, settings.ping.totalTimeoutMs),
  };
  return steering;
}

function wireLoop(settings: SteeringSettings, wansHere: readonly string[], ground: Ground): SteeringParts {
  const tenure: Tenure = { lock: null, refusal: null };
  const transport = fenceTransport(ground.transport, () => tenure.lock?.held() ?? false);
  const container = createContainer(ground.container);
  const probes = createSteeringProbes(container, settings, wansHere.includes(settings.primaryWan));
  const sourceFor = (wan: string) => sourceOf(wan, settings, wansHere, ground);
  const loop = createSteering(
    { ...settings, name: settings.wanName, primaryQueue: settings.primaryQueues.download },
    { ...ground, transport, logger: ground.log, probes, sourceOf: sourceFor },
  );
  return { tenure, loop, probes };
}

/** A WAN of this process is heard by its events, any other by its state file. */
function sourceOf(
  wan: string,
  settings: SteeringSettings,
  wansHere: readonly string[],
  { clock, events, log: logger }: Ground,
): WanSource {
  if (wansHere.includes(wan)) return new WanEvents({ wan, events, clock });
  const periodMs = Math.max(FILE_PERIOD_MS, settings.intervalMs);
  return new WanFile({ wan, files: stateFilesOf(wan, settings), periodMs, clock, logger });
}
