import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createDaemon } from '../../src/daemon/daemon.js';
import { loadFiles } from '../../src/daemon/load-files.js';
import { newFolder, startRouter, untilRouter, wanFile, writeYaml } from '../cli/harness.js';

const TOKEN = 'a-token-of-many-signs';

/** A port on which nobody listens, and one on which somebody does until the test ends. */
async function ports() {
  const servers = await Promise.all(
    [createServer(), createServer()].map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      return { server, port: (server.address() as AddressInfo).port };
    }),
  );
  const [first, second] = servers;
  if (!first || !second) throw new Error('no ports');
  await once(first.server.close(), 'close');
  onTestFinished(() => void second.server.close());
  return { free: first.port, taken: second.port };
}

/** A running daemon with these WANs, each with its own `health_check`; ended with the test. */
async function run(sections: Readonly<Record<string, object>>) {
  const folder = await newFolder();
  const names = Object.keys(sections);
  const router = await startRouter(names);
  const files = await Promise.all(
    names.map((name) =>
      writeYaml(folder, `${name}.yaml`, { ...wanFile(folder, router, name), health_check: sections[name] }),
    ),
  );
  const daemon = await createDaemon(await loadFiles(files), { debug: false, console: false });
  let end = () => {
    end = async () => {};
    return daemon.stop();
  };
  onTestFinished(() => end());
  await daemon.start();
  await untilRouter(router, () => names.every((name) => router.queue(`${name}-down`).maxLimitBps === 90e6));
  const log = (name: string) => readFile(join(folder, `${name}.log`), 'utf8');
  return { log, stop: () => end() };
}

it('shows all WANs on the one page that their files ask for', { timeout: 30_000 }, async () => {
  const { free } = await ports();
  const { log, stop } = await run({ fibre: { port: free }, cable: { port: free } });
  const url = `http://127.0.0.1:${free}`;
  const health = await fetch(`${url}/health`);
  expect(await health.json()).toMatchObject({ wans: [{ name: 'fibre' }, { name: 'cable' }] });
  const profile = (await (await fetch(`${url}/profile`)).json()) as { parts: { name: string }[] };
  expect(profile.parts[0]).toMatchObject({ kind: 'wan', name: 'fibre' });
  expect(await (await fetch(`${url}/history?range=1h`)).json()).toEqual([]);
  const live = await fetch(`${url}/live`);
  const reader = live.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toContain('"wan":"fibre"');
  await reader?.cancel();
  expect(`${await log('fibre')}${await log('cable')}`.match(/dashboard at /g)).toHaveLength(1);
  await stop();
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

it('runs on with a warning where the port is taken', { timeout: 30_000 }, async () => {
  const { taken } = await ports();
  const { log } = await run({ fibre: { port: taken } });
  expect(
    (await log('fibre')).match(/WARNING.*no dashboard at 127\.0\.0\.1, port \d+: .*EADDRINUSE/g),
  ).toHaveLength(1);
});

it('runs on without a page that others could read, and says so', { timeout: 30_000 }, async () => {
  const { free } = await ports();
  const { log } = await run({ fibre: { port: free, host: '0.0.0.0' } });
  expect(await log('fibre')).toContain('others can reach 0.0.0.0: set a token');
  await expect(fetch(`http://127.0.0.1:${free}/health`)).rejects.toThrow();
});

it('asks for the token, and says so without telling it', { timeout: 30_000 }, async () => {
  const { free } = await ports();
  const { log } = await run({ fibre: { port: free, token: TOKEN } });
  const url = `http://127.0.0.1:${free}/health`;
  expect((await fetch(url)).status).toBe(401);
  const answer = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBeLessThan(504);
  expect(answer.status).not.toBe(401);
  expect(await answer.text()).not.toContain(TOKEN);
  expect(await log('fibre')).toContain('it asks for the token');
  expect(await log('fibre')).not.toContain(TOKEN);
});
