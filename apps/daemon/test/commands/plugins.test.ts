import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { listPlugins } from '../../src/commands/plugins.js';
import { createProgram } from '../../src/program.js';
import { fixture } from '../config/edit.js';

it('plugins lists by kind what comes along and what a file loads besides', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-plugins-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const law = "export default { apiVersion: 1, kind: 'assessor', name: 'mine', create: () => ({}) };";
  await writeFile(join(folder, 'mine.mjs'), law);
  const file = join(folder, 'wan.yaml');
  await writeFile(file, `${fixture('wan.yaml')}\nplugins: [./mine.mjs]\n`);
  let text = '';
  expect(await listPlugins([file], (part) => (text += part))).toBe(0);
  expect(text).toMatch(/^transport +rest, ssh +router: /m);
  expect(text).toMatch(/^assessor +zones, adaptive, mine +controller: /m);
});

it.each([
  [['law', 'my-law'], "'law' is invalid for argument 'kind'"],
  [['assessor', 'My_Law'], 'Use small letters, digits and single dashes'],
  [['assessor', 'http'], 'Node.js has a module of that name'],
  [['assessor'], "missing required argument 'name'"],
])('plugins new %j is wrong usage, in one line', async (args, message) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  const parsed = createProgram(() => {}).parseAsync(['plugins', 'new', ...args], { from: 'user' });
  await expect(parsed).rejects.toMatchObject({ exitCode: 1 });
  const text = write.mock.calls.map(([part]) => part).join('');
  expect(text).toMatch(/^wanctl: .*\(see wanctl plugins new --help\)\n$/);
  expect(text).toContain(message);
});
