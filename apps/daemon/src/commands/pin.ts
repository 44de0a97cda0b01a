import { resolve, STATE_STORE, WanctlError } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { loadWanFiles } from '../daemon/load-wan-files.js';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { createTransport } from '../daemon/router-access.js';
import { rememberPeer } from '../daemon/trust.js';
import { registerStore, wishesOf } from '../daemon/wan-plugins.js';

/**
 * Asks each file's router who it is now, and trusts that certificate or host key from then on. Throws
 * `WanctlError`, or the transport's error when the router cannot be asked; nothing is trusted then.
 */
export async function pin(files: readonly string[], print: (line: string) => void): Promise<number> {
  for (const wan of await loadWanFiles(files)) {
    const { transport, fallback } = wan.router;
    for (const name of fallback === undefined ? [transport] : [transport, fallback]) {
      await pinOne(wan, name, print);
    }
  }
  return 0;
}

async function pinOne(wan: WanSettings, name: string, print: (line: string) => void): Promise<void> {
  const met = new Map<string, string>();
  const container = quietContainer((peer, fingerprint) => met.set(peer, fingerprint));
  await loadPlugins(container, [wishesOf(wan)]);
  registerStore(container, wan);
  const { fallback: _, ...router } = wan.router;
  const transport = createTransport(container, { ...router, transport: name });
  try {
    await transport.read({ menu: 'system/resource', fields: ['version'] });
  } finally {
    await transport.close();
  }
  if (met.size === 0) {
    throw new WanctlError(
      'ERR_CONFIG_INVALID',
      `${wan.file}: over ${name} nothing is left to pin: the file checks the router itself (fingerprint, verify_ssl) or uses plain http`,
    );
  }
  for (const [peer, fingerprint] of met) {
    await rememberPeer(resolve(container, STATE_STORE), peer, fingerprint);
    print(`${wan.wanName}: trusts ${peer} by SHA-256 ${fingerprint}`);
  }
}
