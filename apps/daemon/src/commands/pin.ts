import { chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WanctlError } from '@wanctl/core';
import type { CommonSettings } from '../config/common-settings.js';
import { loadFiles } from '../daemon/load-files.js';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { createTransport } from '../daemon/router-access.js';
import { fileStore, STORE, trustFileOf } from '../daemon/store.js';
import { rememberPeer } from '../daemon/trust.js';

/**
 * Asks each file's router who it is now, and trusts that certificate or host key from then on. Throws
 * `WanctlError` when a file leaves nothing to pin, or the transport's error when the router cannot be asked over
 * one; that one is not trusted then.
 */
export async function pin(files: readonly string[], print: (line: string) => void): Promise<number> {
  const { wans, steerings } = await loadFiles(files);
  for (const settings of [...wans, ...steerings]) {
    const { transport, fallback } = settings.router;
    const ways = fallback === undefined ? [transport] : [transport, fallback];
    let pinned = 0;
    for (const name of ways) pinned += await pinOne(settings, name, print);
    if (pinned === 0) {
      throw new WanctlError(
        'ERR_CONFIG_INVALID',
        `${settings.file}: over ${ways.join(' and ')} nothing is left to pin: the file checks the router itself (fingerprint, verify_ssl) or uses plain http`,
      );
    }
  }
  return 0;
}

/** Gives how many there were to pin. */
async function pinOne(
  settings: CommonSettings,
  name: string,
  print: (line: string) => void,
): Promise<number> {
  const met = new Map<string, string>();
  const container = quietContainer((peer, fingerprint) => met.set(peer, fingerprint));
  const { file, plugins, wanName } = settings;
  await loadPlugins(container, [{ file, plugins, names: [name, STORE] }]);
  const { fallback: _, ...router } = settings.router;
  const transport = createTransport(container, { ...router, transport: name });
  try {
    await transport.read({ menu: 'system/resource', fields: ['version'] });
  } finally {
    await transport.close();
  }
  for (const [peer, fingerprint] of met) {
    await rememberPeer(fileStore(container, settings), peer, fingerprint);
    print(`${wanName}: trusts ${peer} by SHA-256 ${fingerprint}`);
  }
  if (met.size > 0) await giveToFolderOwner(trustFileOf(settings.stateFile));
  return met.size;
}

/** What root writes, the daemon has to be able to read: it owns the folder. */
async function giveToFolderOwner(file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(dirname(file));
  await chown(file, uid, gid);
}
