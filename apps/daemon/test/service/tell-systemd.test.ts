import { expect, it } from 'vitest';
import { tellSystemd } from '../../src/service/tell-systemd.js';
import { listenForStates } from './notify-listener.js';

it.each([
  ['a path', false],
  ['an abstract name', true],
])('tells systemd on %s what becomes of the daemon', async (_, isAbstract) => {
  const listener = await listenForStates(isAbstract);
  const env = { NOTIFY_SOCKET: listener.path, WATCHDOG_USEC: '30000000' };
  const systemd = await tellSystemd(env);
  expect(env).not.toHaveProperty('NOTIFY_SOCKET');
  systemd.ready([{ intervalMs: 1000, turns: () => 1 }]);
  await listener.until('WATCHDOG=1');
  systemd.stopping();
  await listener.until('STOPPING=1');
  expect(listener.states).toEqual(['READY=1', 'WATCHDOG=1', 'STOPPING=1']);
});

it('is silent without systemd', async () => {
  const systemd = await tellSystemd({});
  systemd.ready([]);
  systemd.stopping();
});
