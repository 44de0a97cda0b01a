import { type Container, provide, resolveAll } from './di.js';
import { WanctlError } from './errors.js';
import { API_VERSION, type Plugin, type PluginKind } from './plugin.js';
import { token } from './token.js';

/** All registered plugins share it. */
const PLUGIN = token<Plugin>('Plugin');

const KINDS: readonly PluginKind[] = ['transport', 'probe', 'assessor', 'state-store'];

/** The value as a plugin, or an error that says what about it is wrong. `origin` is where it came from. */
export function assertPlugin(value: unknown, origin: string): Plugin {
  const candidate = value as Partial<Plugin> | null | undefined;
  if (typeof candidate?.create !== 'function' || typeof candidate.apiVersion !== 'number') {
    throw new WanctlError(
      'ERR_PLUGIN_SHAPE',
      `${origin} is not a wanctl plugin: its default export must come from definePlugin()`,
    );
  }
  if (candidate.apiVersion !== API_VERSION) {
    throw new WanctlError(
      'ERR_PLUGIN_API_VERSION',
      `${origin} speaks plugin API ${candidate.apiVersion}, this wanctl speaks ${API_VERSION}: install a matching version`,
    );
  }
  if (!KINDS.includes(candidate.kind as PluginKind) || typeof candidate.name !== 'string') {
    throw new WanctlError(
      'ERR_PLUGIN_SHAPE',
      `${origin} is not a wanctl plugin: kind must be one of ${KINDS.join(', ')}, and name a text`,
    );
  }
  return candidate as Plugin;
}

/** Adds a plugin to the container. Two plugins of one kind and name are refused. */
export function registerPlugin(container: Container, value: unknown, origin: string): Plugin {
  const plugin = assertPlugin(value, origin);
  if (knownPlugins(container).some(({ kind, name }) => kind === plugin.kind && name === plugin.name)) {
    throw new WanctlError(
      'ERR_PLUGIN_DUPLICATE',
      `${origin}: there is another ${plugin.kind} named "${plugin.name}"; remove one of the two`,
    );
  }
  provide(container, PLUGIN, plugin);
  return plugin;
}

/** All plugins of the container, in order of registration. */
export function knownPlugins(container: Container): readonly Plugin[] {
  return resolveAll(container, PLUGIN);
}

/** The plugin of that kind and name, or an error that lists the known names. */
export function findPlugin<K extends PluginKind>(container: Container, kind: K, name: string): Plugin<K> {
  const known = knownPlugins(container).filter((plugin) => plugin.kind === kind);
  const plugin = known.find((candidate) => candidate.name === name);
  if (!plugin) {
    const names = known.map((candidate) => candidate.name).join(', ') || 'none';
    throw new WanctlError('ERR_PLUGIN_UNKNOWN', `unknown ${kind} "${name}"; known: ${names}`);
  }
  return plugin as Plugin<K>;
}
