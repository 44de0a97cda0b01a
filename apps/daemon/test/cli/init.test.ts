import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RouterSim } from '@wanctl/router-sim';
import { expect, it } from 'vitest';
import { CABLE, freshRouter, PASSWORD, script } from '../init/fresh-router.js';
import { wanctlEnd } from './harness.js';

/** Runs the lines about queues that a text shows, as a person would paste them. */
async function paste(router: RouterSim, text: string): Promise<void> {
  const authorization = `Basic ${Buffer.from('admin:').toString('base64')}`;
  for (const line of text.split('\n').filter((one) => one.startsWith('/queue/'))) {
    const answer = await fetch(`${router.httpUrl}/rest/execute`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ script: line, 'as-string': '' }),
    });
    expect(await answer.json()).toEqual({ ret: expect.stringMatching(/^(\*[0-9A-F]+)?$/) });
  }
}

it('sets up a router without queues: what to paste, files that run, the certificate pinned', {
  timeout: 120_000,
}, async () => {
  const router = await freshRouter();
  const { dir, told, text } = await script(router);
  const flags = Object.entries({ ...CABLE, router: told.router, dir, 'password-file': told.passwordFile });
  const { status, out, err } = await wanctlEnd(
    'init',
    ...flags.flatMap(([name, value]) => [`--${name}`, value]),
  );
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).not.toContain(PASSWORD);
  expect(await text('wan1.yaml')).not.toContain(PASSWORD);
  expect(await text('router.password')).toBe(`${PASSWORD}\n`);
  for (const name of ['wan1.yaml', 'router.password']) {
    expect((await stat(join(dir, name))).mode & 0o777).toBe(0o640);
  }
  const trusted = JSON.parse(await text('trusted_routers.json'));
  expect(Object.values(trusted.peers)).toEqual([router.certificateSha256]);

  await paste(router, out);
  expect(router.rows('queue/tree')).toMatchObject([
    { name: 'WAN-Download-wan1', parent: 'bridge', queue: 'cake-down-wan1', 'max-limit': '475000000' },
    { name: 'WAN-Upload-wan1', parent: 'ether1', queue: 'cake-up-wan1', 'max-limit': '40000000' },
  ]);
  const checked = JSON.parse((await wanctlEnd('check-config', '--json', join(dir, 'wan1.yaml'))).out);
  expect(checked.files[0].problems).toEqual([]);
  expect(checked.files[0].settings).toMatchObject({
    controller: { name: 'adaptive' },
    law: { download: { ceilingBps: 475e6, floorRedBps: 95e6 }, upload: { floorRedBps: 8e6 } },
  });
  const wrong = await wanctlEnd('init', '--dir', dir, '--router', 'a b');
  expect(wrong).toMatchObject({ status: 2, err: expect.stringMatching(/^wanctl: --router must be .*\n$/) });
});
