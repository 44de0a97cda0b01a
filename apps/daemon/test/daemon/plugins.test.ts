import { chmod, chown, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Container, createContainer, findPlugin, knownPlugins } from '@wanctl/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadPlugins } from '../../src/daemon/plugins.js';

/** As a third party ships it: plain data, built with whatever copy of core. */
const plugin = (name: string, apiVersion = 1) =>
  `export default { apiVersion: ${apiVersion}, kind: 'assessor', name: '${name}', create: () => ({}) };`;

let folder: string;
let configFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wanctl-plugins-'));
  configFile = join(folder, 'wan.yaml');
});

async function load(plugins: readonly string[], names: readonly string[] = ['rest', 'zones']) {
  const container = createContainer();
  await loadPlugins(container, [{ file: configFile, plugins, names }]);
  return container;
}

function namesIn(container: Container): string[] {
  return knownPlugins(container).map(({ kind, name }) => `${kind} ${name}`);
}

async function installPackage(name: string, main: string): Promise<void> {
  const home = join(folder, 'node_modules', name);
  await mkdir(home, { recursive: true });
  // Only `import` in exports, as many packages have it: require.resolve would not find such a one.
  const manifest = { name, version: '1.0.0', type: 'module', exports: { import: './index.js' } };
  await writeFile(join(home, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(home, 'index.js'), main);
}

const BUNDLED = [
  'transport rest',
  'transport ssh',
  'probe icmp',
  'probe cake',
  'assessor zones',
  'assessor adaptive',
  'state-store file',
];

describe('plugins', () => {
  it('that come along are loaded when a file names them', async () => {
    expect(namesIn(await load([], ['rest', 'icmp']))).toEqual(['transport rest', 'probe icmp']);
  });

  it('that come along are all there for the message when a name is unknown', async () => {
    const container = await load([], ['rest', 'sone']);
    expect(namesIn(container)).toEqual(BUNDLED);
    expect(() => findPlugin(container, 'transport', 'sone')).toThrow(
      'unknown transport "sone"; known: rest, ssh',
    );
  });

  it('are found by path beside the configuration file, relative and absolute', async () => {
    await writeFile(join(folder, 'one.mjs'), plugin('one'));
    await writeFile(join(folder, 'two.mjs'), plugin('two'));
    const container = await load(['./one.mjs', join(folder, 'two.mjs'), './one.mjs']);
    expect(findPlugin(container, 'assessor', 'one').name).toBe('one');
    expect(findPlugin(container, 'assessor', 'two').name).toBe('two');
  });

  it('are found by package name beside the configuration file, then beside the daemon', async () => {
    await installPackage('wanctl-law-mine', plugin('mine'));
    const container = await load(['wanctl-law-mine', '@wanctl/router-sim/probe']);
    expect(findPlugin(container, 'assessor', 'mine').name).toBe('mine');
    expect(findPlugin(container, 'probe', 'sim-echo').name).toBe('sim-echo');
  });

  it('of another API version are refused', async () => {
    await writeFile(join(folder, 'old.mjs'), plugin('old', 0));
    await expect(load(['./old.mjs'])).rejects.toThrow(
      'plugin "./old.mjs" speaks plugin API 0, this wanctl speaks 1',
    );
  });

  it('that fail to load give one line', async () => {
    await writeFile(join(folder, 'broken.mjs'), 'import "nowhere-to-be-found";');
    const error = (await load(['./broken.mjs']).catch((thrown: Error) => thrown)) as Error;
    expect(error.message).toContain('plugin "./broken.mjs" cannot be loaded: Cannot find package');
    expect(error.message).not.toContain('\n');
  });

  it('that take a bundled name are refused', async () => {
    await writeFile(join(folder, 'zones.mjs'), plugin('zones'));
    await expect(load(['./zones.mjs'])).rejects.toThrow('there is another assessor named "zones"');
  });
});

describe('a plugin that other users may change is refused, with what to do', () => {
  it.each([
    ['it is a file for all', 'mine/one.mjs', 0o666],
    ['its folder is for all', 'mine', 0o777],
    ['a folder above is for all', '.', 0o777],
  ])('because %s', async (_, place, mode) => {
    await mkdir(join(folder, 'mine'));
    await writeFile(join(folder, 'mine', 'one.mjs'), plugin('one'));
    await chmod(join(folder, place), mode);
    await expect(load(['./mine/one.mjs'])).rejects.toThrow(
      `plugin "./mine/one.mjs" is not loaded: every user may change ${join(folder, place)}; run: chmod o-w`,
    );
  });

  it('because a link to it is for all, or leads where all may write', async () => {
    await mkdir(join(folder, 'open'));
    await mkdir(join(folder, 'closed'));
    await chmod(join(folder, 'open'), 0o777);
    await writeFile(join(folder, 'open', 'one.mjs'), plugin('one'));
    await writeFile(join(folder, 'closed', 'two.mjs'), plugin('two'));
    await symlink(join(folder, 'open', 'one.mjs'), join(folder, 'one.mjs'));
    await symlink(join(folder, 'closed', 'two.mjs'), join(folder, 'open', 'two.mjs'));
    for (const path of ['./one.mjs', './open/two.mjs']) {
      await expect(load([path])).rejects.toThrow(`every user may change ${join(folder, 'open')}`);
    }
  });

  it('because all may change the file that names it', async () => {
    await writeFile(join(folder, 'one.mjs'), plugin('one'));
    await writeFile(configFile, '');
    await chmod(configFile, 0o666);
    await expect(load(['./one.mjs'])).rejects.toThrow(`every user may change ${configFile}`);
  });

  it.runIf(process.getuid?.() === 0)('because it is another user’s', async () => {
    const file = join(folder, 'one.mjs');
    await writeFile(file, plugin('one'));
    await chown(file, 12_345, 0);
    await expect(load(['./one.mjs'])).rejects.toThrow(`${file} belongs to user 12345`);
  });

  it('because it is no file', async () => {
    await expect(load(['data:text/javascript,export default 1'])).rejects.toThrow('is not installed');
  });
});
