import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newPackage } from '../../src/plugins-command/new-package.js';

it.each(['transport', 'probe', 'assessor', 'state-store'] as const)(
  'a new %s has its name everywhere and nothing of the template’s',
  async (kind) => {
    const folder = join(await mkdtemp(join(tmpdir(), 'wanctl-new-')), 'my-own');
    await newPackage(kind, 'my-own', folder);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(paths).toEqual(
      expect.arrayContaining([
        ...['README.md', 'package.json', 'tsconfig.json', 'src/index.ts', 'src/options.ts'],
        ...['src/my-own.ts', 'test/my-own.test.ts'],
      ]),
    );
    const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
    expect(paths.concat(texts).filter((text) => /example/i.test(text))).toEqual([]);
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).name).toBe('my-own');
    expect(await readFile(join(folder, 'src/my-own.ts'), 'utf8')).toContain('export class MyOwn ');
  },
);

it('a folder that is there is left alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-new-'));
  await expect(newPackage('probe', 'my-own', folder)).rejects.toThrow('is already there');
  expect(await readdir(folder)).toEqual([]);
});
