import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder, startRouter, untilFile, wanctl, wanctlEnd, wanFile, writeYaml } from '../cli/harness.js';

const PASSWORD = 'geheim';

/** A transport that tells the password wherever it can: in its name, in a rejection, in an exception at SIGUSR2. */
const TATTLER = `export default {
  apiVersion: 1,
  kind: 'transport',
  name: 'tattler',
  create: (_host, { password }) => {
    process.once('SIGUSR2', () => { throw new Error('lost ' + password, { cause: { password } }); });
    const fail = () => Promise.reject(new Error('refused ' + password));
    return { description: 'tattler ' + password, read: fail, run: fail, apply: async () => [], close: async () => {} };
  },
};`;

it('a password is in no log, no health document and no crash, whatever a plugin says', {
  timeout: 60_000,
}, async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'tattler.mjs'), TATTLER);
  const settings = wanFile(folder, await startRouter(['fibre']), 'fibre');
  const file = await writeYaml(folder, 'fibre.yaml', {
    ...settings,
    plugins: [...settings.plugins, './tattler.mjs'],
    router: { ...settings.router, transport: 'tattler', password: PASSWORD },
  });
  const daemon = wanctl('run', '--debug', '--config', file);
  await untilFile(settings.state_file, (state) => Object.keys(state).length > 0);

  const status = await wanctlEnd('status', '--json', '--config', file);
  expect(status.out).toContain('tattler (hidden)');
  daemon.kill('SIGUSR2');
  expect(await daemon.exited).toBe(1);
  expect(daemon.stderr()).toMatch(/^wanctl: crashed: Error: lost \(hidden\)\n +at /m);
  const log = await readFile(settings.logging.main_log, 'utf8');
  expect(log).toContain('router: refused (hidden)');
  expect(daemon.stdout() + daemon.stderr() + status.out + log).not.toContain(PASSWORD);
});
