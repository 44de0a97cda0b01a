import { chmod, chown, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WanctlError } from '@wanctl/core';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Ask } from './ask.js';

/** A file as it is to be. */
export interface Output {
  readonly file: string;
  readonly text: string;
  /** Its text must not be shown. */
  readonly isSecret: boolean;
}

/** How it is done. */
export interface OutputWishes {
  readonly ask: Ask;
  readonly tell: (text: string) => void;
  /** Overwrite without asking. */
  readonly yes: boolean;
  /** Only show what would be written. */
  readonly dryRun: boolean;
}

/** Root and the group of the service may read, nobody else. */
const MODE = 0o640;

/**
 * Shows how files differ from what is there, and writes them once that is agreed to; a new file needs no consent. Gives
 * false when the person does not agree. Throws `WanctlError` when nobody can be asked.
 */
export async function writeOutputs(outputs: readonly Output[], wishes: OutputWishes): Promise<boolean> {
  const { ask, tell, yes, dryRun } = wishes;
  const found = await Promise.all(
    outputs.map(async (output) => ({ ...output, before: await textOf(output) })),
  );
  const changed = found.filter(({ before, text }) => before !== text);
  const overwritten = changed.filter(({ before }) => before !== null);
  for (const output of dryRun ? changed : overwritten) tell(differenceOf(output));
  for (const { file } of found.filter((one) => !changed.includes(one))) tell(`${file}: nothing to change`);
  if (dryRun) return true;
  if (overwritten.length > 0 && !yes && !(await isAgreed(ask, overwritten))) return false;
  for (const output of changed) {
    await write(output);
    tell(`${output.file}: written`);
  }
  return true;
}

async function isAgreed(ask: Ask, overwritten: readonly Output[]): Promise<boolean> {
  const names = overwritten.map(({ file }) => file).join(', ');
  if (ask.person) return ask.person.confirm(`Change ${names} so?`, true);
  throw new WanctlError(
    'ERR_CONFIG_INVALID',
    `${names} would change as shown: nothing written; --yes agrees`,
  );
}

function differenceOf({ file, before, text, isSecret }: Output & { before: string | null }): string {
  if (isSecret) return `${file}: ${before === null ? 'a new file with the password' : 'another password'}`;
  const old = before ?? '';
  return createTwoFilesPatch(before === null ? '/dev/null' : file, file, old, text, '', '', {
    headerOptions: FILE_HEADERS_ONLY,
  }).trimEnd();
}

async function textOf({ file }: Output): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Never half written: a file of that name appears beside it and takes its place. */
async function write({ file, text }: Output): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o750 });
  const fresh = `${file}.new`;
  await writeFile(fresh, text, { mode: MODE });
  await chmod(fresh, MODE);
  const group = await serviceGroup();
  if (process.getuid?.() === 0 && group !== null) await chown(fresh, 0, group);
  await rename(fresh, file);
}

/** Id of the group `wanctl`, which the service runs in; null where there is none. */
async function serviceGroup(): Promise<number | null> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const id = /^wanctl:[^:]*:(\d+):/m.exec(groups)?.[1];
  return id === undefined ? null : Number(id);
}
