import type { Container, Probe, StateStore, Telemetry, Transport } from '@wanctl/core';
import { createSteering, type SteeringLoop, WanEvents, WanFile, type WanSource } from '@wanctl/steering';
import { stateFilesOf } from '../config/state-files.js';
import type { SteeringSettings } from '../config/steering-settings.js';
import { steeringLines } from '../config/summary.js';
import { type Ground, type LogWishes, layGround } from './ground.js';
import type { Log } from './logging.js';
import type { SharedRouter } from './router-access.js';
import { createSteeringProbes } from './steering-plugins.js';
import { STEERING_TIMERS } from './timer-lines.js';

/** State files of other processes are looked at this often at most, ms: they are saved less often. */
const FILE_PERIOD_MS = 1000;

/** One steering, wired and not yet started. */
export interface Steering {
  readonly settings: SteeringSettings;
  readonly loop: SteeringLoop;
  readonly probes: readonly Probe[];
  readonly transport: Transport;
  readonly store: StateStore;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** Says what it does and starts the loop. */
  start(): Promise<void>;
  /** One turn; true when it could judge and the rules are as wanted. */
  once(): Promise<boolean>;
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
  const probes = createSteeringProbes(ground.container, settings, isPrimaryHere);
  const { log, telemetry, store, transport } = ground;
  const loop = createSteering(
    { ...settings, name: settings.wanName, primaryQueue: settings.primaryQueues.download },
    { ...ground, logger: log, probes, sourceOf: (wan) => sourceOf(wan, settings, wansHere, ground) },
  );
  return {
    ...{ settings, loop, probes, transport, store, telemetry, log },
    start: () => {
      for (const line of steeringLines(settings)) log.info(line);
      return loop.start();
    },
    once: () => loop.once(isPrimaryHere ? 1 : settings.ping.count, settings.ping.totalTimeoutMs),
  };
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
