import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { newFolder, wanctlEnd } from './harness.js';

const run = promisify(execFile);
const hasSystemd = existsSync('/usr/bin/systemd-analyze');

it('installs below another root for packages, as shipped', { timeout: 60_000 }, async () => {
  const root = await newFolder();
  const { status, out, err } = await wanctlEnd('install-service', '--prefix', root, '--yes');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toContain(`write ${join(root, '/etc/logrotate.d/wanctl')}`);
  const unit = await readFile(join(root, '/etc/systemd/system/wanctl@.service'), 'utf8');
  expect(unit).toContain('ExecStart=wanctl run --config /etc/wanctl/%i.yaml');
  expect((await wanctlEnd('install-service', '--prefix', root, '--uninstall', '--yes')).status).toBe(0);
  expect(await readdir(join(root, '/etc/systemd/system'))).toEqual([]);
});

it('asks somebody, or does nothing', { timeout: 60_000 }, async () => {
  const root = await newFolder();
  const { status, out } = await wanctlEnd('install-service', '--prefix', root);
  expect(status).toBe(1);
  expect(out).toContain('--yes');
  expect(await readdir(root)).toEqual([]);
});

it.skipIf(!hasSystemd)('systemd finds nothing wrong with the units', { timeout: 60_000 }, async () => {
  const root = await newFolder();
  await wanctlEnd('install-service', '--prefix', root, '--yes');
  for (const name of ['wanctl@.service', 'steering.service', 'steering.timer']) {
    const unit = join(root, 'etc/systemd/system', name);
    const text = await readFile(unit, 'utf8');
    // It looks for the program, too.
    await writeFile(unit, text.replace(/^ExecStart=wanctl\S*/m, `ExecStart=${process.execPath}`));
    const { stderr } = await run('systemd-analyze', ['verify', '--recursive-errors=no', unit]);
    expect(stderr).toBe('');
  }
});
