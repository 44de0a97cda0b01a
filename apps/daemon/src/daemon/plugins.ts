import { dirname, isAbsolute, resolve as resolvePath } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type Container,
  type ErrorCode,
  messageOf,
  oneLine,
  type Plugin,
  type PluginHost,
  registerPlugin,
  resolve as resolveToken,
  WanctlError,
} from '@wanctl/core';
import { resolve } from 'import-meta-resolve';
import { whyChangeable } from './changeable.js';

/** What a configuration file wants of plugins. */
export interface PluginWishes {
  /** The configuration file. */
  readonly file: string;
  /** Packages or paths to load. */
  readonly plugins: readonly string[];
  /** Names of the transports, probes, laws and stores that it uses. */
  readonly names: readonly string[];
}

/** The plugins that come with the daemon. */
const BUNDLED: Readonly<Record<string, () => Promise<{ default: Plugin }>>> = {
  rest: () => import('@wanctl/transport-rest'),
  ssh: () => import('@wanctl/transport-ssh'),
  icmp: () => import('@wanctl/probe-icmp'),
  cake: () => import('@wanctl/probe-cake'),
  zones: () => import('@wanctl/assessor-zones'),
  adaptive: () => import('@wanctl/assessor-adaptive'),
  file: () => import('@wanctl/state-file'),
};

/** Loads and registers the plugins that the files want. Throws one clear `WanctlError`. */
export async function loadPlugins(container: Container, wishes: readonly PluginWishes[]): Promise<void> {
  await loadBundled(
    container,
    wishes.flatMap(({ names }) => names),
  );
  const loaded = new Set<string>();
  for (const { file, plugins } of wishes) {
    for (const specifier of plugins) {
      const url = locate(specifier, file);
      if (loaded.has(url)) continue;
      loaded.add(url);
      await assertUnchangeable(url, specifier, file);
      registerPlugin(container, await load(url, specifier, file), oneLine(`plugin "${specifier}"`));
    }
  }
}

/**
 * Only what is wanted, since libraries that nobody uses would stay in memory; but all when a name is not among
 * them, so that whoever looks for it can say which there are. Without `wanted`, all.
 */
export async function loadBundled(
  container: Container,
  wanted: readonly string[] = Object.keys(BUNDLED),
): Promise<void> {
  const isAllOurs = wanted.every((name) => Object.hasOwn(BUNDLED, name));
  for (const [name, load] of Object.entries(BUNDLED)) {
    if (wanted.includes(name) || !isAllOurs) registerPlugin(container, (await load()).default, name);
  }
}

/** A plugin may do all that the daemon may: neither it nor the file that names it may be another user's to change. */
async function assertUnchangeable(url: string, specifier: string, file: string): Promise<void> {
  // The path as the file has it, too: links are followed in the URL.
  const places = [resolvePath(file), resolvePath(dirname(file), specifier), fileURLToPath(url)];
  for (const path of places) {
    // What is not there is told by who loads it.
    const why = await whyChangeable(path).catch(() => null);
    if (why === null) continue;
    throw refusal('ERR_PLUGIN_UNTRUSTED', file, specifier, `is not loaded: ${why}`);
  }
}

async function load(url: string, specifier: string, file: string): Promise<unknown> {
  try {
    const module: { default?: unknown } = await import(url);
    return module.default;
  } catch (error) {
    const why = messageOf(error).split('\n')[0];
    throw refusal('ERR_PLUGIN_NOT_FOUND', file, specifier, `cannot be loaded: ${why}`, error);
  }
}

/** A name is looked for from the configuration file's folder, then from the daemon's own, so that a plugin may be installed beside either. Only files are taken, no `data:`. */
function locate(specifier: string, configFile: string): string {
  if (isAbsolute(specifier)) return pathToFileURL(specifier).href;
  for (const base of [pathToFileURL(configFile).href, import.meta.url]) {
    try {
      const url = resolve(specifier, base);
      if (url.startsWith('file:')) return url;
    } catch {
      // Not beside this one.
    }
  }
  const advice = `is not installed; run "npm install ${specifier}" in the folder of that file`;
  throw refusal('ERR_PLUGIN_NOT_FOUND', configFile, specifier, advice);
}

/** One line, whatever the file calls the plugin and the plugin says. */
function refusal(
  code: ErrorCode,
  file: string,
  specifier: string,
  why: string,
  cause?: unknown,
): WanctlError {
  return new WanctlError(code, oneLine(`${file}: plugin "${specifier}" ${why}`), { cause });
}

/** What a component may ask for: all that the container has. */
export function hostOf(container: Container): PluginHost {
  return { resolve: (token) => resolveToken(container, token) };
}
