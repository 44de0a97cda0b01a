import { unwatchFile, watchFile } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Container, findPlugin, provide, STATE_STORE, type StateStore } from '@wanctl/core';
import type { CommonSettings } from '../config/common-settings.js';
import { hostOf } from './plugins.js';
import { TRUST_DOCUMENT } from './trust.js';

/** The store that needs nothing but this machine. */
export const STORE = 'file';
/** How often the file of trusted routers is looked at, ms. */
const LOOK_MS = 5000;

type Places = Pick<CommonSettings, 'wanName' | 'stateFile' | 'lockFile' | 'lockTimeoutSec'> & {
  readonly lockDerivedStateFile?: string;
};

/** Creates the state store that one file names and provides it in the container. */
export function registerStore(
  container: Container,
  settings: Places & Pick<CommonSettings, 'stateStore'>,
): void {
  const { name, options } = settings.stateStore;
  const store =
    name === STORE
      ? fileStore(container, settings)
      : findPlugin(container, 'state-store', name).create(hostOf(container), options);
  provide(container, STATE_STORE, store);
}

/** The store in this machine's files: which routers are trusted is nobody else's to say. */
export function fileStore(
  container: Container,
  { wanName, stateFile, lockDerivedStateFile, lockFile, lockTimeoutSec }: Places,
): StateStore {
  return findPlugin(container, 'state-store', STORE).create(hostOf(container), {
    documents: {
      [wanName]: { file: stateFile, formerly: lockDerivedStateFile },
      [TRUST_DOCUMENT]: { file: trustFileOf(stateFile) },
    },
    locks: { [wanName]: { file: lockFile, timeoutSec: lockTimeoutSec } },
  });
}

/** Calls back some seconds after whoever has changed which routers are trusted, until what it gives is called. */
export function watchTrusted(stateFile: string, changed: () => void): () => void {
  const file = trustFileOf(stateFile);
  watchFile(file, { persistent: false, interval: LOOK_MS }, changed);
  return () => unwatchFile(file, changed);
}

/** Where routers that are trusted are remembered: beside the state. */
export function trustFileOf(stateFile: string): string {
  return join(dirname(stateFile), 'trusted_routers.json');
}
