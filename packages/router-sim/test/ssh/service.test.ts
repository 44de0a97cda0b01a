import { once } from 'node:events';
import { ManualClock } from '@wanctl/core/testing';
import ssh2, { type ConnectConfig } from 'ssh2';
import { describe, expect, it } from 'vitest';
import type { RouterSim } from '../../src/index.js';
import { CONTROL, start, startWithQueue, VIEWER } from '../support.js';
import { connect, exec, open } from './support.js';

const { generateKeyPairSync } = ssh2.utils;

function logLines(sim: RouterSim): (string | undefined)[] {
  return sim.rows('log').map(({ message }) => message);
}

describe('one exec', () => {
  it('runs one line and writes its output with CRLF', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    const line = ':put [:serialize to=json [/queue/tree/print as-value proplist=name,max-limit,bytes]]';
    expect(await exec(client, line)).toEqual({
      text: '[{".id":"*1000000","bytes":0,"max-limit":440000000,"name":"WAN-Download"}]\r\n',
      code: 0,
    });
    const set = '/queue/tree/set *1000000 max-limit=1000;/queue/tree/set *1000000 priority=1';
    expect(await exec(client, set)).toEqual({ text: '', code: 0 });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(1000);
    expect(sim.requests).toMatchObject([
      { method: 'EXEC', path: line, status: 0 },
      { path: set, status: 0 },
    ]);
  });

  it.each([0, 1] as const)('tells errors on stdout and exits %i', async (exitCodeOnError) => {
    const sim = await start({ exitCodeOnError });
    const output = await exec(await connect(sim), '/queue/tree/set *F max-limit=1');
    expect(output).toEqual({ text: 'no such item (4)\r\n', code: exitCodeOnError });
    expect(sim.requests).toMatchObject([{ status: 1 }]);
  });

  it('refuses a PTY and a shell', async () => {
    const client = await connect(await start());
    const errors = await Promise.all([
      new Promise((resolve) => client.shell(resolve)),
      new Promise((resolve) => client.exec(':put 1', { pty: true }, resolve)),
    ]);
    expect(errors).toEqual([expect.any(Error), expect.any(Error)]);
  });

  it('takes the policies of the moment', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    sim.users.set(CONTROL.name, { ...CONTROL, policies: ['read', 'ssh'] });
    expect((await exec(client, '/queue/tree/remove WAN-Download')).text).toBe(
      'not enough permissions (9)\r\n',
    );
    expect((await exec(client, ':put [/queue/tree/print count-only]')).text).toBe('1\r\n');
  });
});

describe('channels', () => {
  it('fails to open one too many, and the next after one has closed', async () => {
    const sim = await start({ maxParallelChannels: 2 });
    const client = await connect(sim);
    const hang = sim.fail({ method: 'EXEC', times: 2 }, { kind: 'hang' });
    const first = await open(client, ':put 1');
    const second = await open(client, ':put 2');
    await expect(open(client, ':put 3')).rejects.toThrow('Channel open failure');
    hang.remove();
    first.resume();
    second.resume();
    await Promise.all([once(first, 'close'), once(second, 'close')]);
    expect((await exec(client, ':put 4')).text).toBe('4\r\n');
  });
});

describe('login', () => {
  it('writes log lines for connections, not for commands', async () => {
    const sim = await start();
    const client = await connect(sim);
    await exec(client, ':put 1');
    await exec(client, ':put 2');
    await expect(connect(sim, { password: 'wrong' })).rejects.toThrow(
      'All configured authentication methods',
    );
    expect(logLines(sim)).toEqual([
      'user ctl logged in from 127.0.0.1 via ssh',
      'login failure for user ctl from 127.0.0.1 via ssh',
    ]);
    expect(sim.rows('log')[1]).toMatchObject({ topics: 'system,error,critical' });
  });

  it('needs the ssh policy', async () => {
    const sim = await start();
    await expect(connect(sim, { username: VIEWER.name, password: VIEWER.password })).rejects.toThrow();
  });

  it.each(['ed25519', 'rsa'] as const)('takes an %s key, and the password no more', async (type) => {
    const sim = await start();
    const own = type === 'rsa' ? generateKeyPairSync('rsa', { bits: 2048 }) : generateKeyPairSync('ed25519');
    const strange = generateKeyPairSync('ed25519');
    sim.users.set(CONTROL.name, { ...CONTROL, keys: [own.public] });
    const withKey = (privateKey: string): ConnectConfig => ({ privateKey, authHandler: ['publickey'] });
    expect((await exec(await connect(sim, withKey(own.private)), ':put 1')).text).toBe('1\r\n');
    await expect(connect(sim, withKey(strange.private))).rejects.toThrow();
    await expect(connect(sim)).rejects.toThrow();
  });

  it('refuses ECDSA keys, as RouterOS does', async () => {
    const sim = await start();
    const own = generateKeyPairSync('ecdsa', { bits: 256 });
    sim.users.set(CONTROL.name, { ...CONTROL, keys: [own.public] });
    await expect(connect(sim, { privateKey: own.private, authHandler: ['publickey'] })).rejects.toThrow();
  });

  it('costs time with a device class', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock, latency: 'rb5009' });
    let ready = false;
    const done = connect(sim).then(() => {
      ready = true;
    });
    while (!ready) {
      await clock.advance(1);
      await new Promise(setImmediate);
    }
    await done;
    expect(clock.now()).toBeGreaterThanOrEqual(160);
  });
});

describe('the host key', () => {
  const keyOf = async (sim: RouterSim) => {
    let hostKey = '';
    await connect(sim, {
      hostHash: 'sha256',
      hostVerifier: (hash: string) => {
        hostKey = hash;
        return true;
      },
    });
    return hostKey;
  };

  it.each(['ed25519', 'rsa'] as const)('is the %s one that it tells, also after a change', async (type) => {
    const sim = await start({ sshHostKeyType: type });
    const first = sim.sshHostKey;
    expect(await keyOf(sim)).toBe(first);
    sim.changeHostKey();
    expect(sim.sshHostKey).not.toBe(first);
    expect(await keyOf(sim)).toBe(sim.sshHostKey);
    sim.changeHostKey(type === 'rsa' ? 'ed25519' : 'rsa');
    expect(await keyOf(sim)).toBe(sim.sshHostKey);
  });
});

describe('faults', () => {
  it('resets the connection with the change made, or cuts the output', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    sim.fail({ times: 1 }, { kind: 'reset', applied: true });
    const failed = once(client, 'close');
    client.exec('/queue/tree/set WAN-Download max-limit=7', () => {});
    await failed;
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(7);
    const next = await connect(sim);
    sim.fail({ times: 1 }, { kind: 'status', status: 0, body: 'interrupted' });
    expect((await exec(next, ':put 1')).text).toBe('interrupted\r\n');
    sim.fail({ times: 1 }, { kind: 'truncate' });
    const gone = once(next, 'close');
    const channel = await open(next, ':put 1234');
    const [half] = await once(channel, 'data');
    expect(half.toString()).toBe('123');
    await gone;
  });
});
