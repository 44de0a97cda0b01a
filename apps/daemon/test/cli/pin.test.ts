import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder, startRouter, wanctlEnd, wanFile, writeYaml } from './harness.js';

it('trusts a router on first use, refuses a changed one, and trusts it again when told', {
  timeout: 60_000,
}, async () => {
  const folder = await newFolder();
  const first = await startRouter(['fibre']);
  const { tls_fingerprint: _, ...router } = wanFile(folder, first, 'fibre').router;
  const file = await writeYaml(folder, 'fibre.yaml', { ...wanFile(folder, first, 'fibre'), router });
  expect((await wanctlEnd('--config', file, '--oneshot')).status).toBe(0);
  const trusted = async () => JSON.parse(await readFile(join(folder, 'trusted_routers.json'), 'utf8')).peers;
  const peer = `tls 127.0.0.1:${router.port}`;
  expect(await trusted()).toEqual({ [peer]: first.certificateSha256 });
  await first.close();

  const second = await startRouter(['fibre'], { httpsPort: router.port });
  const targets = second.wans.get('fibre')?.reflectors.map(({ target }) => target);
  const moved = {
    ...wanFile(folder, second, 'fibre'),
    router,
    probe: { kind: 'sim-echo', targets, interval_ms: 50 },
  };
  await writeYaml(folder, 'fibre.yaml', moved);
  expect((await wanctlEnd('--config', file, '--oneshot')).status).toBe(1);
  const log = await readFile(join(folder, 'fibre.log'), 'utf8');
  expect(log).toContain(second.certificateSha256);
  expect(log).toContain('wanctl pin --config');
  expect(second.requests).toHaveLength(0);
  expect(await trusted()).toEqual({ [peer]: first.certificateSha256 });

  const pinned = await wanctlEnd('pin', '--config', file);
  expect(pinned).toMatchObject({
    status: 0,
    out: `fibre: trusts ${peer} by SHA-256 ${second.certificateSha256}\n`,
  });
  expect((await wanctlEnd('--config', file, '--oneshot')).status).toBe(0);
});

it('pins nothing when the router does not let us in', { timeout: 60_000 }, async () => {
  const folder = await newFolder();
  const router = await startRouter(['fibre']);
  const { tls_fingerprint: _, ...section } = wanFile(folder, router, 'fibre').router;
  const wrong = { ...wanFile(folder, router, 'fibre'), router: { ...section, password: 'falsch' } };
  const { status, err } = await wanctlEnd('pin', '--config', await writeYaml(folder, 'fibre.yaml', wrong));
  expect(status).toBe(1);
  expect(err).not.toMatch(/falsch|\n\s+at /);
  await expect(readFile(join(folder, 'trusted_routers.json'))).rejects.toThrow('ENOENT');
});

it('pins what the file leaves open, and says so when that is nothing', { timeout: 60_000 }, async () => {
  const folder = await newFolder();
  const router = await startRouter(['fibre']);
  const settings = wanFile(folder, router, 'fibre');
  const both = { ...settings.router, ssh_key: '', fallback: 'ssh', ssh_port: router.sshPort };
  const file = await writeYaml(folder, 'fibre.yaml', { ...settings, router: both });
  expect(await wanctlEnd('pin', '--config', file)).toMatchObject({
    status: 0,
    out: `fibre: trusts ssh 127.0.0.1:${router.sshPort} by SHA-256 ${router.sshHostKey}\n`,
  });
  await writeYaml(folder, 'fibre.yaml', settings);
  const { status, err } = await wanctlEnd('pin', '--config', file);
  expect(status).toBe(1);
  expect(err).toContain('over rest nothing is left to pin');
});
