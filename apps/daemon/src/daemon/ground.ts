import {
  CLOCK,
  type Clock,
  type Container,
  createContainer,
  EVENTS,
  type Events,
  LOGGER,
  provide,
  resolve,
  STATE_STORE,
  type StateStore,
  TELEMETRY,
  Telemetry,
  TRANSPORT,
  TRUST_STORE,
  type Transport,
} from '@wanctl/core';
import type { CommonSettings } from '../config/common-settings.js';
import { type Log, openLog } from './logging.js';
import { type SharedRouter, sharedRouter } from './router-access.js';
import { fileStore, registerStore, watchTrusted } from './store.js';
import { type TimerLabels, timerLines } from './timer-lines.js';
import { openTrustStore } from './trust.js';

/** What WANs and steerings stand on: a container with a log, figures and a state of their own, and their router. */
export interface Ground {
  readonly container: Container;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly store: StateStore;
  readonly transport: Transport;
  /** Has the trust store no longer hear of what others trust. */
  readonly unwatch: () => void;
}

/** How the daemon logs, beside what the files say. */
export interface LogWishes {
  /** DEBUG lines to the debug files and the console. */
  readonly debug: boolean;
  /** INFO lines to the console too. */
  readonly console: boolean;
}

/** Lays the ground for one file below `root`; `routers` holds the connections that files share. */
export async function layGround(
  root: Container,
  settings: CommonSettings,
  routers: Map<string, SharedRouter>,
  wishes: LogWishes & { readonly timers: TimerLabels },
): Promise<Ground> {
  const { debug, console, timers } = wishes;
  const container = createContainer(root);
  const log = openLog({ name: settings.wanName, files: settings.logging, debug, console });
  const telemetry = new Telemetry(debug ? timerLines(log, timers) : undefined);
  provide(container, LOGGER, log);
  provide(container, TELEMETRY, telemetry);
  registerStore(container, settings);
  const store = resolve(container, STATE_STORE);
  const trust = await openTrustStore(fileStore(container, settings), log);
  provide(container, TRUST_STORE, trust);
  const unwatch = watchTrusted(settings.stateFile, trust.readAnew);
  const { transport } = sharedRouter(container, settings.router, routers);
  provide(container, TRANSPORT, transport);
  const [clock, events] = [resolve(container, CLOCK), resolve(container, EVENTS)];
  return { container, clock, events, log, telemetry, store, transport, unwatch };
}
