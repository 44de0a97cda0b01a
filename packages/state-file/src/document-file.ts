import { copyFile, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isJsonObject, type JsonObject, type Logger, messageOf } from '@wanctl/core';
import { errnoOf, ioError } from './io-error.js';
import { tempPath } from './temp-file.js';

/**
 * The document in `file`; null when there is none. A damaged file is renamed to `<file>.corrupt`. When the file
 * is damaged or missing, `<file>.backup` is given, with a warning. Throws `ERR_STATE_IO`.
 */
export async function readDocument(file: string, logger: Logger): Promise<JsonObject | null> {
  const current = await parseFile(file);
  if (current.document) return current.document;
  const backup = await parseFile(`${file}.backup`);
  if (current.damage === null && !backup.document) return null;
  const found = current.damage === null ? 'missing' : `damaged (${current.damage}), ${await setAside(file)}`;
  const instead = backup.document ? `using ${file}.backup` : 'no good backup, starting afresh';
  logger.warn(`state file ${file} is ${found}; ${instead}`);
  return backup.document;
}

/**
 * Replaces `file` by the document: temporary file, fdatasync, rename. The previous file becomes `<file>.backup`.
 * Mode 0600, a missing folder is made with 0755. Throws `ERR_STATE_IO`.
 */
export async function writeDocument(file: string, document: JsonObject): Promise<void> {
  const temp = tempPath(file);
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    await writeDurably(temp, JSON.stringify(document, null, 2));
    await keepBackup(file);
    await rename(temp, file);
  } catch (error) {
    await rm(temp, { force: true }).catch(() => {});
    throw ioError(error, 'save state', file);
  }
}

interface Parsed {
  readonly document: JsonObject | null;
  /** What is wrong with the content; null when it is good or there is no file. */
  readonly damage: string | null;
}

async function parseFile(file: string): Promise<Parsed> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { document: null, damage: null };
    throw ioError(error, 'read state', file);
  }
  try {
    const value: unknown = JSON.parse(text);
    // JSON is read at any depth and written at some thousand: what cannot be saved again is no document.
    JSON.stringify(value);
    return isJsonObject(value)
      ? { document: value, damage: null }
      : { document: null, damage: 'not a JSON object' };
  } catch {
    return { document: null, damage: text === '' ? 'empty' : 'not JSON' };
  }
}

async function setAside(file: string): Promise<string> {
  try {
    await rename(file, `${file}.corrupt`);
    return `kept as ${file}.corrupt`;
  } catch (error) {
    return `and could not be moved aside: ${messageOf(error)}`;
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** A hard link where the disk has them: `file` never goes missing for readers, and nothing is written twice. */
async function keepBackup(file: string): Promise<void> {
  const spare = tempPath(file);
  try {
    await link(file, spare).catch(() => copyFile(file, spare));
    await rename(spare, `${file}.backup`);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  } finally {
    // Renaming one of two links of the same file onto the other does nothing (POSIX rename).
    await rm(spare, { force: true }).catch(() => {});
  }
}
