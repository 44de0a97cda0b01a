import { once } from 'node:events';
import type { Socket } from 'node:net';
import { ManualClock } from '@wanctl/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeLength, encodeSentence } from '../src/words.js';
import { rawServer, router, transportTo, USER } from './harness.js';

afterEach(() => void vi.restoreAllMocks());

const READ = { menu: 'queue/tree', fields: ['name'] };
const change = (id: string, rate = '1000000') => ({ menu: 'queue/tree', id, set: { 'max-limit': rate } });

/** A router that lets in and says no more than a test has it say, by hand: what it hears, and a way to answer. */
async function mute() {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  let wake = () => {};
  const port = await rawServer((socket) => {
    sockets.push(socket);
    socket.on('data', (bytes) => {
      const words = wordsIn(bytes);
      heard.push(...words);
      if (words[0] === '/login') say('!done', words.at(-1) ?? '');
      wake();
    });
  });
  const say = (...words: string[]) => void sockets.at(-1)?.write(encodeSentence(words));
  const hears = async (word: string) => {
    while (!heard.includes(word)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { port, heard, sockets, say, hears };
}

function wordsIn(bytes: Buffer): string[] {
  const { length, size } = decodeLength(bytes) ?? { length: 0, size: 0 };
  if (size === 0) return [];
  const word = bytes.toString('utf8', size, size + length);
  return [...(word === '' ? [] : [word]), ...wordsIn(bytes.subarray(size + length))];
}

describe('both limits of a WAN', () => {
  it('are at the router together, in order', async () => {
    const { port, heard, say, hears } = await mute();
    const outcomes = transportTo(port).apply([change('*1'), change('*2')]);
    await hears('.tag=3');
    expect(heard.slice(4)).toEqual([
      ...['/queue/tree/set', '=.id=*1', '=max-limit=1000000', '.tag=2'],
      ...['/queue/tree/set', '=.id=*2', '=max-limit=1000000', '.tag=3'],
    ]);
    // In another order than asked, as the API may.
    say('!done', '.tag=3');
    say('!trap', '=message=no such item', '.tag=2');
    say('!done', '.tag=2');
    expect(await outcomes).toMatchObject([
      { status: 'failed', error: { kind: 'not-found' } },
      { status: 'applied' },
    ]);
  });

  it('take one connection and one login, however often', async () => {
    const { sim, down, up } = await router();
    const transport = transportTo(sim.apiPort);
    for (let turn = 1; turn < 5; turn += 1) {
      const outcomes = await transport.apply([change(down, `${turn}000`), change(up, `${turn}000`)]);
      expect(outcomes).toEqual([{ status: 'applied' }, { status: 'applied' }]);
    }
    expect(sim.rows('queue/tree').map((row) => row['max-limit'])).toEqual(['4000', '4000']);
    expect(sim.rows('log')).toHaveLength(1);
  });

  it('do not wait for the reads that wait', async () => {
    const { sim, down } = await router();
    const transport = transportTo(sim.apiPort);
    const hang = sim.fail({ path: /print/, times: 1 }, { kind: 'hang' });
    const reads = [1, 2, 3].map(() => transport.read(READ));
    await hang.firstHit;
    const outcomes = transport.apply([change(down)]);
    hang.remove();
    await outcomes;
    await Promise.all(reads);
    const paths = sim.requests.map(({ path }) => path.split(' ')[0]);
    expect(paths).toEqual(['/queue/tree/print', '/queue/tree/set', '/queue/tree/print', '/queue/tree/print']);
  });

  it('are not sent when somebody else has the lock meanwhile', async () => {
    const { sim, down, up } = await router();
    let asked = 0;
    const mayWrite = () => {
      asked += 1;
      return asked === 1;
    };
    const outcomes = await transportTo(sim.apiPort).apply(
      [change(down, '1000'), change(up, '1000')],
      mayWrite,
    );
    expect(outcomes).toMatchObject([
      { status: 'applied' },
      { status: 'failed', error: { kind: 'rejected' } },
    ]);
    expect(sim.requests).toHaveLength(1);
  });

  it('are not sent to anything but one object', async () => {
    const { sim, down, up } = await router();
    for (const id of ['Down', `${down},${up}`, '', '*']) {
      expect(await transportTo(sim.apiPort).apply([change(id)])).toMatchObject([
        { status: 'failed', error: { kind: 'rejected', mayHaveApplied: false } },
      ]);
    }
    expect(sim.requests).toEqual([]);
  });
});

describe('a read', () => {
  it.each(['7.18', '7.17'])('of nothing gives no rows, in version %s', async (version) => {
    const { sim } = await router({ version });
    expect(await transportTo(sim.apiPort).read({ menu: 'queue/simple' })).toEqual([]);
  });

  it('asks for no more than is wanted, and for the id', async () => {
    const { sim } = await router();
    const match = { name: 'Up' };
    expect(await transportTo(sim.apiPort).read({ menu: 'queue/tree', match, fields: ['max-limit'] })).toEqual(
      [{ '.id': '*1000001', 'max-limit': '100000000', name: 'Up' }],
    );
    expect(sim.requests[0]?.path).toBe('/queue/tree/print =.proplist=.id,max-limit,name');
  });

  it.each([
    ['in pieces', { kind: 'drip', bytes: 1, everyMs: 0 }],
    ['of megabytes', { kind: 'huge', bytes: 4_000_000 }],
  ] as const)('takes an answer %s', async (_, fault) => {
    const { sim } = await router();
    sim.fail({}, fault);
    const transport = transportTo(sim.apiPort);
    for (let turn = 0; turn < 2; turn += 1) expect((await transport.read(READ)).length).toBeGreaterThan(0);
  });

  it('ends an answer that goes on and on', async () => {
    const { port, say, hears } = await mute();
    const read = transportTo(port).read(READ);
    await hears('.tag=2');
    for (let row = 0; row < 43; row += 1) say('!re', `=comment=${'x'.repeat(100_000)}`, '.tag=2');
    await expect(read).rejects.toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('longer than 4 MiB'),
    });
  });

  it.each([
    ['longer than 4 MiB', { kind: 'huge', bytes: 4 * 1024 * 1024 }, 'protocol'],
    ['of another command', { kind: 'stale' }, 'protocol'],
    ['that breaks off', { kind: 'truncate' }, 'unreachable'],
  ] as const)('refuses an answer %s', async (_, fault, kind) => {
    const { sim } = await router();
    const transport = transportTo(sim.apiPort);
    await transport.read(READ);
    sim.fail({ times: 1 }, fault);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind, mayHaveApplied: false });
    await expect(transport.read(READ)).resolves.toHaveLength(2);
  });
});

describe('a command', () => {
  it('gives what it returns', async () => {
    const { sim } = await router();
    const added = { menu: 'queue/tree', name: 'add', arguments: { name: 'New', parent: 'bridge' } };
    expect(await transportTo(sim.apiPort).run(added)).toEqual([{ ret: '*1000002' }]);
  });

  it('with a malformed name is not sent', async () => {
    const { sim } = await router();
    for (const name of ['set =x', '', 'a/../b']) {
      await expect(transportTo(sim.apiPort).run({ menu: 'queue/tree', name })).rejects.toMatchObject({
        kind: 'rejected',
        mayHaveApplied: false,
      });
    }
    expect(sim.requests).toEqual([]);
  });
});

describe('a timeout', () => {
  it('cancels what the router is doing', async () => {
    const clock = new ManualClock();
    const { sim, down } = await router();
    const transport = transportTo(sim.apiPort, { timeout_ms: 500 }, { clock });
    await transport.read(READ);
    const hang = sim.fail({}, { kind: 'hang' });
    const outcomes = transport.apply([change(down, '1000'), change(down, '2000')]);
    await hang.firstHit;
    const cancelled = new Promise((resolve) => sim.onRequest(resolve));
    await clock.advance(499);
    await clock.advance(1);
    const inDoubt = { status: 'failed', error: { kind: 'timeout', mayHaveApplied: true } };
    expect(await outcomes).toMatchObject([inDoubt, inDoubt]);
    await cancelled;
    hang.remove();
    await expect(transport.read(READ)).resolves.toHaveLength(2);
    expect(sim.rows('queue/tree')[0]).toMatchObject({ 'max-limit': '100000000' });
  });

  it('comes for a router that does not answer the login', async () => {
    const clock = new ManualClock();
    let connected = () => {};
    const asked = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const port = await rawServer((socket) => void socket.once('data', connected));
    const read = transportTo(port, { timeout_ms: 500 }, { clock }).read(READ);
    await asked;
    await clock.advance(500);
    await expect(read).rejects.toMatchObject({ kind: 'timeout' });
  });
});

describe('a connection', () => {
  it('that has served is made again at once', async () => {
    const { sim } = await router();
    const transport = transportTo(sim.apiPort, {}, { clock: new ManualClock() });
    for (let turn = 0; turn < 3; turn += 1) {
      await transport.read(READ);
      sim.fail({ times: 1 }, { kind: 'reset', applied: false });
      await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
    }
  });

  it('that fails is not tried again before its time, which grows', async () => {
    const clock = new ManualClock();
    vi.spyOn(Math, 'random').mockReturnValue(1);
    let connections = 0;
    const port = await rawServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    const transport = transportTo(port, {}, { clock });
    const read = () => expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
    for (const waitMs of [2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      const before = connections;
      await read();
      await clock.advance(waitMs - 1);
      await read();
      expect(connections).toBe(before + 1);
      await clock.advance(1);
    }
  });

  it('that lets in and then fails counts as one that fails', async () => {
    const clock = new ManualClock();
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { port, sockets, hears } = await mute();
    const transport = transportTo(port, {}, { clock });
    const read = transport.read(READ);
    await hears('.tag=2');
    sockets[0]?.destroy();
    for (const call of [read, transport.read(READ)])
      await expect(call).rejects.toMatchObject({ kind: 'unreachable' });
    expect(sockets).toHaveLength(1);
  });

  it('that the router ends says its reason', async () => {
    const { port, say, hears } = await mute();
    const read = transportTo(port).read(READ);
    await hears('/queue/tree/print');
    say('!fatal', 'session terminated');
    await expect(read).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/^binary-api 127.0.0.1:\d+: read queue\/tree: .*session terminated$/),
    });
  });

  it('ends with the transport', async () => {
    const { port, sockets, hears } = await mute();
    const transport = transportTo(port);
    const read = transport.read(READ);
    await hears('/queue/tree/print');
    await transport.close();
    await expect(read).rejects.toMatchObject({ kind: 'unreachable' });
    const [socket] = sockets;
    if (socket && !socket.destroyed) await once(socket, 'close');
  });
});

describe('a user', () => {
  it.each([
    ['with another password', { password: 'wrong' }],
    ['who does not exist', { user: 'nobody' }],
  ])('%s hears what to check', async (_, options) => {
    const { sim } = await router();
    await expect(transportTo(sim.apiPort, options).read(READ)).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('invalid user name or password (6); check both, and that the group'),
    });
    await expect.poll(() => sim.rows('ip/service').filter((row) => row['connection'])).toEqual([]);
  });

  it('without the policy api, too', async () => {
    const { sim } = await router({ users: [{ ...USER, policies: ['read', 'write', 'rest-api'] }] });
    await expect(transportTo(sim.apiPort).read(READ)).rejects.toMatchObject({ kind: 'auth' });
  });
});
