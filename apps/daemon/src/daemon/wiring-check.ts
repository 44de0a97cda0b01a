import { isWanctlError, provide, resolve, TRANSPORT } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { loadPlugins } from './plugins.js';
import { quietContainer } from './quiet-container.js';
import { createTransport } from './router-access.js';
import { registerLaw, registerProbes, registerStore, wishesOf } from './wan-plugins.js';

/** What stands in the way of a daemon with these settings, and the key that asks for it. */
export interface WiringProblem {
  readonly path: string;
  readonly message: string;
}

/** Creates everything that the daemon would, starts none of it, and gives the first thing that cannot be had. */
export async function findWiringProblem(settings: WanSettings): Promise<WiringProblem | null> {
  const container = quietContainer();
  const steps: readonly [path: string, step: () => unknown][] = [
    ['plugins', () => loadPlugins(container, [wishesOf(settings)])],
    ['state_file', () => registerStore(container, settings)],
    ['router', () => provide(container, TRANSPORT, createTransport(container, settings.router))],
    ['controller', () => registerLaw(container, settings)],
    ['probe', () => registerProbes(container, settings)],
    ['router', () => resolve(container, TRANSPORT).close()],
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
