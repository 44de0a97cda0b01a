import { readFile } from 'node:fs/promises';
import { isJsonObject, type JsonObject } from '@wanctl/core';
import { ioError } from '../io-error.js';
import { dayFile, dayOf, type HistoryPlace, keptDays } from './day-files.js';

/**
 * The rows of a history, file by file, from those of the day before `since` on: a day of another time zone may reach
 * into it. Lines that a crash has torn are left out. Throws `ERR_STATE_IO`.
 */
export async function* readHistory(place: HistoryPlace, since: Date): AsyncGenerator<JsonObject> {
  for (const day of await keptDays(place)) {
    if (day < dayOf(since, -1)) continue;
    const file = dayFile(place, day);
    const text = await readFile(file, 'utf8').catch((error) => {
      throw ioError(error, 'read history', file);
    });
    for (const line of text.split('\n')) {
      const row = parse(line);
      if (isJsonObject(row)) yield row;
    }
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
