import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Place } from './place.js';
import type { ServiceFile } from './service-files.js';
import type { Step } from './steps.js';

/** Content of a file; null when there is none. */
export async function contentOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Writes a file; what is there is first copied below the folder `backup`. Null when it is there already. */
export async function writeStep(place: Place, file: ServiceFile, backup: string): Promise<Step | null> {
  const path = place.at(file.path);
  const before = await contentOf(path);
  if (before === file.content) return null;
  return {
    says: `write ${path}${before === null ? '' : `, and keep the present one below ${place.at(backup)}`}`,
    async run() {
      await keep(place, file.path, before, backup);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.content, { mode: 0o644 });
    },
    undo: () => putBack(path, before),
  };
}

/** Removes a file, after copying it below the folder `backup`. Null when there is none. */
export async function removeStep(place: Place, path: string, backup: string): Promise<Step | null> {
  const before = await contentOf(place.at(path));
  if (before === null) return null;
  return {
    says: `remove ${place.at(path)}, and keep it below ${place.at(backup)}`,
    async run() {
      await keep(place, path, before, backup);
      await rm(place.at(path));
    },
    undo: () => putBack(place.at(path), before),
  };
}

/** The copy has the same path below the folder, so that `cp -a FOLDER/. /` brings all of them back. */
async function keep(place: Place, path: string, content: string | null, backup: string): Promise<void> {
  if (content === null) return;
  const copy = place.at(`${backup}${path}`);
  await mkdir(dirname(copy), { recursive: true });
  await writeFile(copy, content);
}

async function putBack(path: string, before: string | null): Promise<void> {
  if (before === null) await rm(path, { force: true });
  else await writeFile(path, before);
}
