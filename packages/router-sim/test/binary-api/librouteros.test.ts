import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CONTROL, startWithQueue } from '../support.js';

/** An independent client (Debian: python3-librouteros). */
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import librouteros']).status === 0,
);
const title = python
  ? 'librouteros'
  : 'librouteros, left out: it is missing, apt-get install python3-librouteros';
const SCRIPT = new URL('talk.py', import.meta.url).pathname;

async function run(port: number, ca: string, password = CONTROL.password) {
  const args = [SCRIPT, String(port), CONTROL.name, password];
  const running = promisify(execFile)(python ?? '', args, { env: { ...process.env, CA: ca } });
  return JSON.parse((await running).stdout);
}

describe.skipIf(!python)(title, () => {
  it.each(['plain', 'TLS'])('reads and changes the router, over %s', async (over) => {
    const sim = await startWithQueue();
    const [port, ca] = over === 'TLS' ? [sim.apiSslPort, sim.certificate] : [sim.apiPort, ''];
    expect(await run(port, ca)).toEqual({
      identity: [{ name: 'MikroTik' }],
      names: [{ name: 'WAN-Download', 'max-limit': 440_000_000 }],
      nothing: [],
      either: [{ '.id': '*1000000' }],
      added: '*1000001',
      after: [{ '.id': '*1000001', comment: 'x'.repeat(20_000), 'max-limit': 7_000_000, disabled: true }],
      removed: [{ name: 'WAN-Download' }],
      refused: ['no such item', 'no such command or directory (no)'],
    });
    expect(sim.rows('queue/tree')).toHaveLength(1);
  });

  it('is told that its password is wrong', async () => {
    const sim = await startWithQueue();
    expect(await run(sim.apiPort, '', 'wrong')).toEqual({ trap: 'invalid user name or password (6)' });
  });
});
