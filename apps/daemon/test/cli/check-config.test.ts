import { spawnSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { newFolder, startRouter, wanFile, writeYaml } from './harness.js';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
const NOBODY = 65_534;

it('tells who may not write where the log is to be', { timeout: 60_000 }, async () => {
  const folder = await newFolder();
  await chmod(folder, 0o755);
  const wan = wanFile(folder, await startRouter(['fibre']), 'fibre');
  const logging = { main_log: '/wanctl-fibre.log', debug_log: '/wanctl-fibre-debug.log' };
  const file = await writeYaml(folder, 'fibre.yaml', { ...wan, logging });
  // Root may write anywhere.
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const { stdout } = spawnSync(process.execPath, [CLI, 'check-config', file], { ...as, encoding: 'utf8' });
  expect(stdout).toMatch(
    /^\S+:\d+: warning: logging.main_log: is in \/, where \S+ may not write \(user 0, group 0, mode 755\)$/m,
  );
});
