import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { localTime } from '@wanctl/core';
import { errnoOf, ioError } from '../io-error.js';

/** Whose history it is and where its files are, one per day: `<folder>/<name>_history_<day>.jsonl`. */
export interface HistoryPlace {
  readonly folder: string;
  readonly name: string;
}

/** How much of a history is kept. */
export interface HistoryLimits {
  /** Days, today included. */
  readonly maxDays: number;
  /** Size of all files together, bytes; today's file is kept whatever its size. */
  readonly maxBytes: number;
}

/** The local calendar day, `dayShift` days later, e.g. `2026-01-09`. */
export function dayOf(wall: Date, dayShift = 0): string {
  const shifted = new Date(wall.getFullYear(), wall.getMonth(), wall.getDate() + dayShift, 12);
  return localTime(shifted).slice(0, 10);
}

/** Path of a day's file. */
export function dayFile({ folder, name }: HistoryPlace, day: string): string {
  return join(folder, `${name}_history_${day}.jsonl`);
}

/** The days that have a file, oldest first; none when there is no folder. Throws `ERR_STATE_IO`. */
export async function keptDays(place: HistoryPlace): Promise<string[]> {
  const prefix = `${place.name}_history_`;
  const names = await readdir(place.folder).catch((error) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw ioError(error, 'read history', dayFile(place, '*'));
  });
  const ends = names.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length));
  return ends
    .filter((end) => /^\d{4}-\d\d-\d\d\.jsonl$/.test(end))
    .map((end) => end.slice(0, 10))
    .sort();
}

/**
 * Appends lines to a day's file (mode 0644, its folder is made). A last line that a crash has torn is ended first;
 * a disk that refuses leaves the file as it was. Throws `ERR_STATE_IO`.
 */
export async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    const handle = await open(file, 'a+', 0o644);
    try {
      const { size } = await handle.stat();
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
      const isTorn = bytesRead > 0 && buffer.toString() !== '\n';
      await handle.appendFile(`${isTorn ? '\n' : ''}${lines.join('\n')}\n`).catch(async (error) => {
        await handle.truncate(size).catch(() => {});
        throw error;
      });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw ioError(error, 'write history', file);
  }
}

/** Removes the days that are too old, then the oldest of what is too much. Throws `ERR_STATE_IO`. */
export async function removeOldDays(
  place: HistoryPlace,
  { maxDays, maxBytes }: HistoryLimits,
  today: Date,
): Promise<void> {
  const oldest = dayOf(today, 1 - maxDays);
  let bytes = 0;
  for (const day of (await keptDays(place)).reverse()) {
    const file = dayFile(place, day);
    try {
      bytes += (await stat(file)).size;
      if (day < oldest || (bytes > maxBytes && day !== dayOf(today))) await rm(file, { force: true });
    } catch (error) {
      throw ioError(error, 'remove old history', file);
    }
  }
}
