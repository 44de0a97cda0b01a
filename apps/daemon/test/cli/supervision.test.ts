import { afterEach, expect, it, vi } from 'vitest';
import { listenForStates } from '../service/notify-listener.js';
import { newFolder, startRouter, wanctl, wanFile, writeYaml } from './harness.js';

afterEach(() => vi.unstubAllEnvs());

it('tells systemd that it runs, feeds the watchdog, and says that it ends', { timeout: 60_000 }, async () => {
  const folder = await newFolder();
  const router = await startRouter(['fibre']);
  const file = await writeYaml(folder, 'fibre.yaml', wanFile(folder, router, 'fibre'));
  const systemd = await listenForStates();
  vi.stubEnv('NOTIFY_SOCKET', systemd.path);
  vi.stubEnv('WATCHDOG_USEC', '600000');
  const daemon = wanctl('run', '--config', file);
  await systemd.until('WATCHDOG=1', 3);
  daemon.kill('SIGTERM');
  expect(await daemon.exited).toBe(0);
  expect(systemd.states[0]).toBe('READY=1');
  expect(systemd.states.at(-1)).toBe('STOPPING=1');
});
