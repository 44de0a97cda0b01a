import { resolve } from 'node:path';
import { createContainer, knownPlugins, type PluginKind } from '@wanctl/core';
import { loadFiles } from '../daemon/load-files.js';
import { loadBundled, loadPlugins } from '../daemon/plugins.js';
import { plainTable } from '../health/plain-table.js';
import { newPackage } from '../plugins-command/new-package.js';

type Print = (text: string) => void;

/** What a WAN file says to use a plugin of that kind. */
const USES: Readonly<Record<PluginKind, string>> = {
  transport: 'router: { transport: NAME }',
  probe: 'probe: { kind: NAME } or counters: { kind: NAME }',
  assessor: 'controller: { name: NAME }',
  'state-store': 'state_store: { name: NAME }',
};

/** Prints the names of the plugins that come along and of those that the files load, by kind. */
export async function listPlugins(files: readonly string[], print: Print): Promise<number> {
  const { wans, steerings } = await loadFiles(files, { needSecrets: false });
  const container = createContainer();
  await loadBundled(container);
  await loadPlugins(
    container,
    [...wans, ...steerings].map(({ file, plugins }) => ({ file, plugins, names: [] })),
  );
  const known = knownPlugins(container);
  const rows = Object.entries(USES).map(([kind, use]) => {
    const names = known.filter((plugin) => plugin.kind === kind).map(({ name }) => name);
    return [kind, names.join(', '), use];
  });
  print(plainTable([['KIND', 'NAMES', 'IN A WAN FILE'], ...rows]));
  return 0;
}

/** Makes the package of a new plugin in the folder of its name, and prints how to go on. */
export async function newPlugin(kind: PluginKind, name: string, print: Print): Promise<number> {
  const folder = resolve(name);
  await newPackage(kind, name, folder);
  print(`made ${folder}

  cd ${name} && npm install && npm test && npm run build

Then in the folder of the WAN file: npm install ${folder}
and in the file:                    plugins: [${name}]
                                    ${USES[kind].replaceAll('NAME', name)}`);
  return 0;
}
