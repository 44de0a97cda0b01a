import {
  CLOCK,
  createContainer,
  EVENTS,
  Events,
  isWanctlError,
  LOGGER,
  provide,
  silentLogger,
  systemClock,
  TELEMETRY,
  Telemetry,
} from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { loadPlugins, registerBundledPlugins } from './plugins.js';
import { createTransport, registerLaw, registerProbeAndStore } from './wan-plugins.js';

/** What stands in the way of a daemon with these settings, and the key that asks for it. */
export interface WiringProblem {
  readonly path: string;
  readonly message: string;
}

/** Creates everything that the daemon would, starts none of it, and gives the first thing that cannot be had. */
export async function findWiringProblem(settings: WanSettings): Promise<WiringProblem | null> {
  const container = createContainer();
  provide(container, CLOCK, systemClock);
  provide(container, EVENTS, new Events());
  provide(container, TELEMETRY, new Telemetry());
  provide(container, LOGGER, silentLogger);
  registerBundledPlugins(container);
  const requests = settings.plugins.map((specifier) => ({ specifier, configFile: settings.file }));
  const steps: readonly [path: string, step: () => unknown][] = [
    ['plugins', () => loadPlugins(container, requests)],
    ['controller', () => registerLaw(container, settings)],
    ['probe', () => registerProbeAndStore(container, settings)],
    ['router', () => createTransport(container, settings.router).close()],
  ];
  for (const [path, step] of steps) {
    try {
      await step();
    } catch (error) {
      if (!isWanctlError(error)) throw error;
      return { path, message: error.message };
    }
  }
  return null;
}
