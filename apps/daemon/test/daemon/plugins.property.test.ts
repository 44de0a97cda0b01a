import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContainer, isWanctlError, knownPlugins } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { loadPlugins } from '../../src/daemon/plugins.js';

const GOOD = `export default { apiVersion: 1, kind: 'assessor', name: 'mine', create: () => ({}) };`;
const MODULES = [
  ...[
    GOOD,
    '',
    'export default 5',
    'export default null',
    'throw 5',
    'throw new Error("a\\nb\\u001b[2J")',
    'syntax error(',
  ],
  ...[
    "export default { apiVersion: Symbol('1'), create() {} }",
    'export default { apiVersion: {}, create() {} }',
  ],
  ...[
    "export default { apiVersion: 1, kind: '__proto__', name: 'x', create() {} }",
    "import 'no-such-package'",
  ],
];
const exports = fc.oneof(
  fc.constantFrom<unknown>('./index.js', './nowhere.js', '../../outside.js', '/etc/passwd', null, {
    import: './index.js',
  }),
  fc.jsonValue(),
);
const manifest = fc.oneof(
  fc
    .record({ exports, main: fc.jsonValue(), type: fc.constantFrom('module', 'commonjs', '__proto__') })
    .map((data) => JSON.stringify(data)),
  fc.constantFrom('', '{', 'null', '[]', '{"exports":{"__proto__":"./index.js"}}'),
  fc.string({ unit: 'binary-ascii' }),
);
const specifier = fc.oneof(
  fc.constant('wanctl-mine'),
  fc.constantFrom(
    './x',
    '../..',
    '/',
    '@',
    '@x/y',
    'a\nb',
    'node:fs',
    'data:text/javascript,5',
    'https://x/y',
    '%',
    '\u0000',
    'file:///etc/passwd',
  ),
  fc.string({ unit: 'binary-ascii', minLength: 1 }),
);

it('a package of any manifest is loaded as what it is, or refused in one line that names file and plugin', async () => {
  await fc.assert(
    fc.asyncProperty(manifest, fc.constantFrom(...MODULES), specifier, async (packageJson, main, wanted) => {
      const folder = await mkdtemp(join(tmpdir(), 'wanctl-plugins-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const home = join(folder, 'node_modules', 'wanctl-mine');
      await mkdir(home, { recursive: true });
      await writeFile(join(home, 'package.json'), packageJson);
      await writeFile(join(home, 'index.js'), main);
      const container = createContainer();
      try {
        await loadPlugins(container, [{ file: join(folder, 'wan.yaml'), plugins: [wanted], names: [] }]);
        expect(knownPlugins(container)).toMatchObject([{ kind: 'assessor', name: 'mine' }]);
      } catch (error) {
        if (!isWanctlError(error)) throw error;
        expect(error.code).toMatch(/^ERR_PLUGIN_/);
        expect(error.message).toMatch(/plugin "[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
        expect(knownPlugins(container)).toEqual([]);
      }
    }),
    { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 4) },
  );
});
