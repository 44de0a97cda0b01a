import { open, readFile, rename } from 'node:fs/promises';
import { isJsonObject, type JsonObject, type Logger } from '@wanctl/core';

/** The document in `file`, or else the one before it; null when there is none. A damaged file is set aside. */
export async function readDocument(file: string, logger: Logger): Promise<JsonObject | null> {
  for (const candidate of [file, `${file}.previous`]) {
    const text = await textOf(candidate);
    if (text === null) continue;
    const document = parse(text);
    if (isJsonObject(document)) return document;
    await rename(candidate, `${candidate}.damaged`);
    logger.warn(`${candidate} is no JSON object; set aside as ${candidate}.damaged`);
  }
  return null;
}

/** Puts the text in the place of `file`; at any instant it or the one before it is there, whole. */
export async function writeDocument(file: string, text: string): Promise<void> {
  const temp = `${file}.new`;
  const handle = await open(temp, 'w');
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(file, `${file}.previous`).catch(ignoreMissing);
  await rename(temp, file);
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(ignoreMissing);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
