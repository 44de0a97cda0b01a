import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { serviceFiles } from '../../src/service/service-files.js';

const TMPFILES = '/etc/tmpfiles.d/wanctl.conf';
const UID = 4711;
const GID = 4712;

const canRun = process.getuid?.() === 0 && spawnSync('systemd-tmpfiles', ['--version']).status === 0;

it.runIf(canRun)('hands over to the service what init and pin have written as root', async () => {
  const root = mkdtempSync(join(tmpdir(), 'wanctl-tmpfiles-'));
  const at = (path: string) => join(root, path);
  const write = (path: string, content: string, mode: number) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content, { mode });
  };
  const files = await serviceFiles({ call: null, notifies: true });
  write(TMPFILES, files.find(({ path }) => path === TMPFILES)?.content ?? '', 0o644);
  write('/etc/passwd', `wanctl:x:${UID}:${GID}::/:/bin/false\n`, 0o644);
  write('/etc/group', `wanctl:x:${GID}:\n`, 0o644);
  const readByGroup = ['/etc/wanctl/wan1.yaml', '/etc/wanctl/router.password'];
  const owned = ['/var/lib/wanctl/trusted_routers.json', '/var/log/wanctl/wan1.log'];
  for (const path of readByGroup) write(path, 'x', 0o640);
  for (const path of owned) write(path, 'x', 0o600);

  const { status, stderr } = spawnSync('systemd-tmpfiles', ['--create', `--root=${root}`, at(TMPFILES)]);
  expect(String(stderr)).toBe('');
  expect(status).toBe(0);
  for (const path of readByGroup) {
    expect(statSync(at(path))).toMatchObject({ uid: 0, gid: GID, mode: 0o100640 });
  }
  for (const path of owned) expect(statSync(at(path))).toMatchObject({ uid: UID, gid: GID, mode: 0o100600 });
});
