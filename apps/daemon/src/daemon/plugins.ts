import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import zones from '@wanctl/assessor-zones';
import { type Container, messageOf, registerPlugin, WanctlError } from '@wanctl/core';
import cake from '@wanctl/probe-cake';
import icmp from '@wanctl/probe-icmp';
import file from '@wanctl/state-file';
import rest from '@wanctl/transport-rest';
import ssh from '@wanctl/transport-ssh';
import { resolve } from 'import-meta-resolve';

/** A plugin to load: a package name or a path, and the configuration file that asks for it. */
export interface PluginRequest {
  readonly specifier: string;
  readonly configFile: string;
}

/** Registers the plugins that come with the daemon. */
export function registerBundledPlugins(container: Container): void {
  for (const plugin of [rest, ssh, icmp, cake, zones, file]) registerPlugin(container, plugin, plugin.name);
}

/**
 * Loads further plugins and registers them. A name is looked for from the configuration file's folder, then
 * from the daemon's own, so that a plugin may be installed beside either. Throws one clear `WanctlError`.
 */
export async function loadPlugins(container: Container, requests: readonly PluginRequest[]): Promise<void> {
  const loaded = new Set<string>();
  for (const { specifier, configFile } of requests) {
    const url = locate(specifier, configFile);
    if (loaded.has(url)) continue;
    loaded.add(url);
    let module: { default?: unknown };
    try {
      module = await import(url);
    } catch (error) {
      throw new WanctlError(
        'ERR_PLUGIN_NOT_FOUND',
        `${configFile}: plugin "${specifier}" cannot be loaded: ${messageOf(error).split('\n')[0]}`,
        { cause: error },
      );
    }
    registerPlugin(container, module.default, `plugin "${specifier}"`);
  }
}

function locate(specifier: string, configFile: string): string {
  if (isAbsolute(specifier)) return pathToFileURL(specifier).href;
  for (const base of [pathToFileURL(configFile).href, import.meta.url]) {
    try {
      return resolve(specifier, base);
    } catch {
      // Not beside this one.
    }
  }
  throw new WanctlError(
    'ERR_PLUGIN_NOT_FOUND',
    `${configFile}: plugin "${specifier}" is not installed; run "npm install ${specifier}" in the folder of that file`,
  );
}
