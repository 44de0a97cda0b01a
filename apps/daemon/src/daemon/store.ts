import { dirname, join } from 'node:path';
import { type Container, findPlugin, provide, STATE_STORE } from '@wanctl/core';
import type { CommonSettings } from '../config/common-settings.js';
import { hostOf } from './plugins.js';
import { TRUST_DOCUMENT } from './trust.js';

/** The only store that files can have. */
export const STORE = 'file';

/** Creates the state store of one file and provides it in the container. */
export function registerStore(
  container: Container,
  settings: Pick<CommonSettings, 'wanName' | 'stateFile' | 'lockFile' | 'lockTimeoutSec'> & {
    readonly lockDerivedStateFile?: string;
  },
): void {
  const { wanName, stateFile, lockDerivedStateFile, lockFile, lockTimeoutSec } = settings;
  const store = findPlugin(container, 'state-store', STORE).create(hostOf(container), {
    documents: {
      [wanName]: { file: stateFile, formerly: lockDerivedStateFile },
      [TRUST_DOCUMENT]: { file: trustFileOf(stateFile) },
    },
    locks: { [wanName]: { file: lockFile, timeoutSec: lockTimeoutSec } },
  });
  provide(container, STATE_STORE, store);
}

/** Where routers that are trusted are remembered: beside the state. */
export function trustFileOf(stateFile: string): string {
  return join(dirname(stateFile), 'trusted_routers.json');
}
