import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContainer, knownPlugins, LINE, provide, registerPlugin, resolve } from '@wanctl/core';
import { expect, it, onTestFinished } from 'vitest';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const CORE = join(MODULES, '@wanctl/core');
const here = new URL('.', import.meta.url);

/** What a program prints that runs in a process of its own, in this folder. */
async function printed(program: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: here,
    timeout: 30_000,
  });
  return JSON.parse(stdout);
}

/** A law that needs injection, options and a token, made and asked; gives its answer. */
const USE = `
  function use({ createContainer, definePlugin, inject, LINE, OPTIONS, provide, resolve }, wanName) {
    class Options {}
    class Law {
      constructor(options, line) { this.line = line; }
      initial() { return this.line.wanName; }
    }
    inject(OPTIONS)(Law, undefined, 0);
    inject(LINE)(Law, undefined, 1);
    const container = createContainer();
    provide(container, LINE, { wanName });
    const plugin = definePlugin({ kind: 'assessor', name: 'law', options: Options, component: Law });
    return plugin.create({ resolve: (token) => resolve(container, token) }, {}).initial();
  }`;

/** A copy of core with copies of its own of what it hangs on, as another global package brings it. */
async function secondCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-core-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(CORE, 'dist'), join(folder, 'dist'), { recursive: true });
  await cp(join(CORE, 'package.json'), join(folder, 'package.json'));
  for (const library of ['class-transformer', 'reflect-metadata', 'tsyringe', 'tslib']) {
    await cp(join(MODULES, library), join(folder, 'node_modules', library), { recursive: true });
  }
  return JSON.stringify(join(folder, 'dist/index.js'));
}

it('an import of all packages leaves nothing running and changes nothing global but metadata', async () => {
  const added = await printed(`
    const look = () => [
      ...Object.entries({ globalThis, process, Reflect, Object, Array, Promise, Error }).flatMap(([name, object]) =>
        [object, object.prototype ?? {}].flatMap(Reflect.ownKeys).map((key) => name + '.' + String(key))),
      ...process.eventNames().map((name) => 'listener ' + String(name) + process.listenerCount(name)),
      ...Object.keys(process.env),
    ];
    const before = look();
    for (const name of ['assessor-adaptive', 'assessor-zones', 'core', 'dashboard', 'probe-cake', 'probe-icmp',
      'router-sim', 'state-file', 'steering', 'transport-rest', 'transport-ssh']) await import('@wanctl/' + name);
    // Which comes only when nothing runs any more.
    process.once('beforeExit', () => {
      console.log(JSON.stringify(look().filter((name) => !before.includes(name))));
    });
  `);
  // tsyringe's tslib 1 puts its helpers there.
  const oldHelpers = /^globalThis\.__\w+$/;
  const metadata = /^(globalThis|Reflect)\..*(metadata|decorate)/i;
  expect((added as string[]).filter((name) => !oldHelpers.test(name) && !metadata.test(name))).toEqual([]);
});

it.each([
  ['before', `await import('reflect-metadata'); const core = await import('@wanctl/core');`],
  ['after', `const core = await import('@wanctl/core'); await import('reflect-metadata');`],
])('reflect-metadata may be imported %s core', async (_, imports) => {
  expect(await printed(`${imports} ${USE} console.log(JSON.stringify(use(core, 'wan1')))`)).toBe('wan1');
});

it('two copies of core, with two of tsyringe and reflect-metadata, do not disturb each other', async () => {
  const answers = await printed(`${USE}
    const one = await import('@wanctl/core');
    const first = use(one, 'wan1');
    const two = await import(${await secondCopy()});
    console.log(JSON.stringify([one === two, first, use(two, 'wan2'), use(one, 'wan3'), one.LINE === two.LINE]));
  `);
  expect(answers).toEqual([false, 'wan1', 'wan2', 'wan3', true]);
});

it('containers in one process know nothing of each other', async () => {
  const [one, two] = [createContainer(), createContainer()];
  registerPlugin(one, { apiVersion: 1, kind: 'probe', name: 'mine', create: () => ({}) }, 'test');
  provide(one, LINE, { ...line, wanName: 'wan1' });
  provide(two, LINE, { ...line, wanName: 'wan2' });
  expect([one, two].map((container) => resolve(container, LINE).wanName)).toEqual(['wan1', 'wan2']);
  expect([one, two].map((container) => knownPlugins(container).length)).toEqual([1, 0]);
});

const bounds = { floorBps: 1e6, ceilingBps: 2e6 };
const line = {
  ...{ intervalMs: 1000, baselineRttMs: 20, reflectors: [], queues: { download: 'Down', upload: 'Up' } },
  bounds: { download: bounds, upload: bounds },
};
