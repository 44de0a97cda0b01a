// Packs every package that is published, as npm would upload it.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Packs into `folder`; gives the paths of the tarballs by package name. */
export function packPackages(folder) {
  const published = npm('query', '.workspace').filter((workspace) => !workspace.private);
  const homes = published.map(({ location }) => `./${location}`);
  const packed = npm('pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...homes);
  return Object.fromEntries(packed.map(({ name, filename }) => [name, join(folder, filename)]));
}

function npm(...args) {
  return JSON.parse(execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }));
}
