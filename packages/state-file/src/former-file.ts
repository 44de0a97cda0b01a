import { lstat, readlink, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Logger, messageOf } from '@wanctl/core';
import { readDocument, writeDocument } from './document-file.js';
import { tempPath } from './temp-file.js';

/**
 * Takes over the document that an older program keeps at `formerly`, when it is newer than `file`, and leaves a
 * symbolic link there, so that readers of that path see what is saved from now on. When the older program comes
 * back and replaces the link by a file of its own, that one is newer and is taken over in turn. Throws
 * `ERR_STATE_IO`; a link that cannot be made is only told to the logger.
 */
export async function adoptFormer(file: string, formerly: string, logger: Logger): Promise<void> {
  if ((await canonical(file)) === (await canonical(formerly))) return;
  const target = resolve(file);
  const former = await lstat(formerly).catch(() => null);
  if (former?.isSymbolicLink() && (await readlink(formerly).catch(() => '')) === target) return;
  if (former?.isFile()) {
    const own = await stat(file).catch(() => null);
    if (!own || former.mtimeMs > own.mtimeMs) await takeOver(file, formerly, logger);
  }
  await leaveLink(target, formerly, logger);
}

/** Two spellings of one place give the same text, e.g. `/var/run/x` and `/run/x`. */
async function canonical(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  return join(await realpath(folder).catch(() => folder), basename(path));
}

async function takeOver(file: string, formerly: string, logger: Logger): Promise<void> {
  const document = await readDocument(formerly, logger);
  if (!document) return;
  await writeDocument(file, document);
  logger.info(`state file ${formerly} is now kept as ${file}`);
}

async function leaveLink(target: string, formerly: string, logger: Logger): Promise<void> {
  const temp = tempPath(formerly);
  try {
    await symlink(target, temp);
    await rename(temp, formerly);
  } catch (error) {
    await rm(temp, { force: true }).catch(() => {});
    logger.debug(`no link from ${formerly} to ${target}: ${messageOf(error)}`);
  }
}
