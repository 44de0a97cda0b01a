import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type PluginKind, WanctlError } from '@wanctl/core';
import { packageFolder } from '../package-folder.js';

/**
 * Makes the package of a plugin in a new folder: that kind's template, with `name` in the place of its own. Throws
 * `WanctlError` when the folder is there already.
 */
export async function newPackage(kind: PluginKind, name: string, folder: string): Promise<void> {
  const template = join(packageFolder, 'templates', kind);
  const rename = (text: string) =>
    text.replaceAll(`example-${kind}`, name).replaceAll(classNameOf(`example-${kind}`), classNameOf(name));
  await makeFolder(folder);
  for (const entry of await readdir(template, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    // Under its own name it would count as the manifest of a part of this package.
    const path = entry.name === 'manifest.json' ? 'package.json' : relative(template, source);
    const target = join(folder, rename(path));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, rename(await readFile(source, 'utf8')));
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EEXIST' ? 'is already there: choose another name' : `cannot be made: ${error.message}`;
    throw new WanctlError('ERR_CONFIG_INVALID', `${folder} ${why}`);
  });
}

function classNameOf(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
