import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isJsonObject, messageOf, type PerDirection, WanctlError } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';

/** Limits of both queues, bit/s; 0: unlimited. */
export type Limits = PerDirection<number>;

/**
 * Where a WAN's limits are kept while a calibration changes them: beside its state. Whoever takes the WAN's lock next
 * and finds the file sets them back: its calibration was killed.
 */
export function journalPath({ stateFile, wanName }: Pick<WanSettings, 'stateFile' | 'wanName'>): string {
  return join(dirname(stateFile), `${wanName}_calibration.json`);
}

/** Keeps the limits on disk, so that they survive a power cut; the daemon's user may read what root wrote. */
export async function writeJournal(file: string, limitsBps: Limits): Promise<void> {
  const temp = `${file}.tmp`;
  try {
    await writeSynced(temp, JSON.stringify({ version: 1, limits_bps: limitsBps }));
    await rename(temp, file);
    await syncFolder(dirname(file));
  } catch (error) {
    throw new WanctlError(
      'ERR_STATE_IO',
      `cannot write ${file}, so no limit is changed: ${messageOf(error)}`,
    );
  }
}

/** The limits that a calibration has left behind; null when there are none. */
export async function readJournal(file: string): Promise<Limits | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new WanctlError('ERR_STATE_IO', `cannot read ${file}: ${messageOf(error)}`);
  });
  return text === null ? null : limitsIn(text, file);
}

/** The limits are set back. */
export async function removeJournal(file: string): Promise<void> {
  await rm(file, { force: true });
}

function limitsIn(text: string, file: string): Limits {
  try {
    const document: unknown = JSON.parse(text);
    const limits = isJsonObject(document) ? document['limits_bps'] : undefined;
    if (isJsonObject(limits)) {
      const { download, upload } = limits;
      if (isLimit(download) && isLimit(upload)) return { download, upload };
    }
  } catch {
    // Not JSON: as damaged as any other.
  }
  throw new WanctlError(
    'ERR_STATE_IO',
    `${file} is damaged: check the queues' limits yourself and remove it`,
  );
}

function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
