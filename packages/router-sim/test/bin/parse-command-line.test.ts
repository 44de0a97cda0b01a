import { describe, expect, it } from 'vitest';
import { addQueues } from '../../src/bin/add-queues.js';
import { describe as describeSim } from '../../src/bin/describe.js';
import { parseCommandLine } from '../../src/bin/parse-command-line.js';
import { rest, start } from '../support.js';

const WAN = 'cable:WAN-Download:WAN-Upload:100M/20M';

describe('the command line', () => {
  it('has defaults', () => {
    expect(parseCommandLine([])).toMatchObject({ httpsPort: 0, latency: 'none', seed: 1, wans: [] });
    expect(parseCommandLine([])?.users).toMatchObject([{ name: 'admin', password: '' }]);
    expect(parseCommandLine(['--help'])).toBeUndefined();
  });

  it('takes all options', () => {
    const words =
      '--https-port 8443 --http-port 8080 --ssh-port 2222 --api-port 1 --api-ssl-port 2 --user u --password p --latency mips --seed 7';
    expect(parseCommandLine([...words.split(' '), '--wan', WAN])).toEqual({
      httpsPort: 8443,
      httpPort: 8080,
      sshPort: 2222,
      apiPort: 1,
      apiSslPort: 2,
      users: [
        expect.objectContaining({ name: 'u', password: 'p', policies: expect.arrayContaining(['ssh']) }),
      ],
      latency: 'mips',
      seed: 7,
      wans: [
        {
          name: 'cable',
          queues: { download: 'WAN-Download', upload: 'WAN-Upload' },
          download: { capacityBps: 100e6, demandBps: Number.POSITIVE_INFINITY },
          upload: { capacityBps: 20e6, demandBps: Number.POSITIVE_INFINITY },
        },
      ],
    });
  });

  it.each([
    [['--ssh-port', 'x'], '--ssh-port takes a number from 0 to 65535'],
    [['--latency', 'fast'], '--latency takes none, chr, rb5009, mips'],
    [['--wan', 'cable:a:b:100M'], 'such as cable:down:up:100M/20M, not cable:a:b:100M'],
    [['--wan', 'cable:a:b:fast/slow'], 'not cable:a:b:fast/slow'],
    [['--foo'], "Unknown option '--foo'"],
  ])('refuses %j', (words, message) => {
    expect(() => parseCommandLine(words)).toThrow(message);
  });

  it('gives a router with the queues of its lines', async () => {
    const options = parseCommandLine(['--wan', WAN]);
    const sim = await start({ wans: options?.wans ?? [] });
    addQueues(sim, options?.wans ?? []);
    expect((await rest(sim, 'GET', 'queue/tree?.proplist=name,max-limit,parent')).body).toEqual([
      { '.id': '*1000000', 'max-limit': '100000000', name: 'WAN-Download', parent: 'bridge' },
      { '.id': '*1000001', 'max-limit': '20000000', name: 'WAN-Upload', parent: 'ether1' },
    ]);
    const lines = describeSim(sim).join('\n');
    for (const part of [
      sim.httpsUrl,
      sim.certificateSha256,
      sim.httpUrl,
      `:${sim.sshPort}`,
      sim.sshHostKey,
      `:${sim.apiPort}`,
      `:${sim.apiSslPort}`,
    ]) {
      expect(lines).toContain(part);
    }
    expect(lines).toContain(sim.wans.get('cable')?.reflectors[0]?.target);
  });
});
