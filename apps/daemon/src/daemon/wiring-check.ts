import { type Container, isWanctlError, provide, resolve, TRANSPORT } from '@wanctl/core';
import type { LoadedSteering, LoadedWan } from '../config/loaded-config.js';
import { loadPlugins, type PluginWishes } from './plugins.js';
import { quietContainer } from './quiet-container.js';
import { createTransport } from './router-access.js';
import { createSteeringProbes, steeringWishesOf } from './steering-plugins.js';
import { registerStore } from './store.js';
import { registerLaw, registerProbes, wishesOf } from './wan-plugins.js';

/** What stands in the way of a daemon with these settings, and the key that asks for it. */
export interface WiringProblem {
  readonly path: string;
  readonly message: string;
}

type Step = readonly [path: string, step: () => unknown];
type Usable = Pick<LoadedWan, 'kind' | 'settings'> | Pick<LoadedSteering, 'kind' | 'settings'>;

/** Creates everything that the daemon would, starts none of it, and gives the first thing that cannot be had. */
export async function findWiringProblem(file: Usable): Promise<WiringProblem | null> {
  const container = quietContainer();
  const { settings } = file;
  const { wishes, parts } = file.kind === 'wan' ? wanParts(container, file) : steeringParts(container, file);
  const steps: readonly Step[] = [
    ['plugins', () => loadPlugins(container, [wishes])],
    ['state_store', () => registerStore(container, settings)],
    ['router', () => provide(container, TRANSPORT, createTransport(container, settings.router))],
    ...parts,
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

interface Parts {
  readonly wishes: PluginWishes;
  readonly parts: readonly Step[];
}

function wanParts(container: Container, { settings }: Pick<LoadedWan, 'settings'>): Parts {
  return {
    wishes: wishesOf(settings),
    parts: [
      ['controller', () => registerLaw(container, settings)],
      ['probe', () => registerProbes(container, settings)],
    ],
  };
}

function steeringParts(container: Container, { settings }: Pick<LoadedSteering, 'settings'>): Parts {
  return {
    wishes: steeringWishesOf(settings),
    parts: [['probe', () => createSteeringProbes(container, settings, false)]],
  };
}
