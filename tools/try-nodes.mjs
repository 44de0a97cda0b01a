// Installs the packed daemon in an empty folder, says how much that is, and runs its demo on each Node.js that it
// supports; npm has those as the package `node`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackages } from './pack-packages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wanctl-nodes-'));
const site = install('site', ...Object.values(packPackages(folder)));
const packages = run(site, 'npm', 'ls', '--all', '--parseable').trim().split('\n').length - 1;
const [mebibytes] = run(site, 'du', '-sm', 'node_modules').split('\t');
console.log(`installed: ${packages} packages, ${mebibytes} MiB`);
for (const major of ['20', '22', '24']) {
  const node = join(install(`node-${major}`, `node@${major}`), 'node_modules/.bin/node');
  const version = run(site, node, '--version').trim();
  const demo = run(site, node, 'node_modules/wanctl/dist/cli.js', 'demo', '--for', '20s');
  if (!/wrote [1-9]/.test(demo)) throw new Error(`the demo on Node ${version} steers nothing:\n${demo}`);
  console.log(`Node ${version}: the demo runs`);
}
rmSync(folder, { recursive: true });

/** Installs into an empty project below the folder and gives its path. */
function install(name, ...what) {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{"private": true}\n');
  // The package `node` fetches its program by a script, which this repository's `.npmrc` forbids.
  run(
    home,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--ignore-scripts=false',
    ...what,
  );
  return home;
}

function run(cwd, command, ...args) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
