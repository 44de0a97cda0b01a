import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@wanctl/core';
import { RecordingLogger } from '@wanctl/core/testing';
import { onTestFinished } from 'vitest';
import { FileStateStore } from '../src/index.js';

/** A new folder that goes away with the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A store with one document `wan1` (in `file`) and one lock `wan1`. */
export async function storeIn(
  folder: string,
  { formerly, clock = systemClock }: { formerly?: string; clock?: Clock } = {},
) {
  const file = join(folder, 'wan1_state.json');
  const lockFile = join(folder, 'wan1.lock');
  const logger = new RecordingLogger();
  const document = formerly === undefined ? { file } : { file, formerly };
  const options = { documents: { wan1: document }, locks: { wan1: { file: lockFile, timeoutSec: 300 } } };
  return { store: new FileStateStore(options, clock, logger), file, lockFile, lines: logger.lines };
}
