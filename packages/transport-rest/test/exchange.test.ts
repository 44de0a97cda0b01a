import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { httpServer, rawServer, router, signal, transportTo } from './harness.js';

const READ = { menu: 'queue/tree' };
const CHANGE = { menu: 'queue/tree', id: '*1', set: { 'max-limit': '1' } };
const COMMAND = { menu: 'queue/tree', name: 'reset-counters' };

type Answer = (socket: Socket, server: Server) => void;
const write = (text: string) => (socket: Socket) => void socket.write(text);
const head = (length: number) => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`;
const ok = write(`${head(2)}[]`);
const reset: Answer = (socket) => socket.resetAndDestroy();
const halfThenReset: Answer = (socket) => socket.write(`${head(100)}[{"a"`, () => socket.resetAndDestroy());
const silence: Answer = () => {};

/** A server that answers the first request it gets with the first answer, and so on, whatever the connection. */
async function answering(...answers: Answer[]) {
  const seen = { requests: 0, connections: 0 };
  const asked = answers.map(() => signal());
  const port = await rawServer((socket, server) => {
    seen.connections += 1;
    socket.on('data', () => {
      const turn = seen.requests;
      seen.requests += 1;
      answers[turn]?.(socket, server);
      asked[turn]?.fire();
    });
  });
  return { port, seen, asked };
}

describe('a kept connection', () => {
  it('serves one request after another', async () => {
    const { port, seen } = await answering(ok, ok, ok);
    const transport = transportTo(port);
    for (let turn = 0; turn < 3; turn += 1) await transport.read(READ);
    expect(seen).toEqual({ requests: 3, connections: 1 });
  });

  it.each([
    ['a read', (transport: ReturnType<typeof transportTo>) => transport.read(READ)],
    ['a change', (transport: ReturnType<typeof transportTo>) => transport.apply([CHANGE])],
  ])('that the router has closed costs %s one repetition', async (_, call) => {
    const { port, seen } = await answering(ok, reset, ok);
    const transport = transportTo(port);
    await transport.read(READ);
    expect(await call(transport)).not.toMatchObject([{ status: 'failed' }]);
    expect(seen).toEqual({ requests: 3, connections: 2 });
  });

  it('that cannot be made anew after a reset harms no request to come', async () => {
    const seen = signal<Server>();
    const goDown: Answer = (socket, server) => {
      server.close();
      socket.resetAndDestroy();
      seen.fire(server);
    };
    const { port } = await answering(ok, goDown, ok, ok);
    const transport = transportTo(port);
    await transport.read(READ);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
    await once((await seen.fired).listen(port, '127.0.0.1'), 'listening');
    await transport.read(READ);
    await transport.read(READ);
  });

  it('is not tried a third time', async () => {
    const { port, seen } = await answering(ok, reset, reset, ok);
    const transport = transportTo(port);
    await transport.read(READ);
    expect(await transport.apply([CHANGE])).toMatchObject([
      { status: 'failed', error: { kind: 'unreachable', mayHaveApplied: true } },
    ]);
    expect(seen.requests).toBe(3);
  });

  it('that takes a change and the router with it leaves the change in doubt', async () => {
    const { port } = await answering(ok, (socket, server) => {
      server.close();
      socket.resetAndDestroy();
    });
    const transport = transportTo(port);
    await transport.read(READ);
    const [outcome] = await transport.apply([CHANGE]);
    expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'unreachable', mayHaveApplied: true } });
    expect(outcome).toHaveProperty('error.message', expect.stringContaining('connection refused'));
  });

  it('that breaks in the middle of an answer has no repetition', async () => {
    const { port, seen } = await answering(ok, halfThenReset, ok);
    const transport = transportTo(port);
    await transport.read(READ);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(seen.requests).toBe(2);
  });

  it('does not have a command repeated, which might do it twice', async () => {
    const { port, seen } = await answering(ok, reset, ok);
    const transport = transportTo(port);
    await transport.read(READ);
    await expect(transport.run(COMMAND)).rejects.toMatchObject({ kind: 'unreachable', mayHaveApplied: true });
    expect(seen.requests).toBe(2);
  });

  it('is replaced when the router closes it while idle', async () => {
    const { sim, httpPort } = await router({ idleTimeoutMs: 1 });
    const transport = transportTo(httpPort);
    for (let turn = 0; turn < 20; turn += 1) {
      await transport.read(READ);
      await new Promise(setImmediate);
    }
    expect(sim.requests.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('a new connection', () => {
  it('that is reset before an answer has no repetition', async () => {
    const { port, seen } = await answering(reset, ok);
    await expect(transportTo(port).read(READ)).rejects.toMatchObject({
      kind: 'unreachable',
      mayHaveApplied: false,
      message: expect.stringContaining('ended before the answer'),
    });
    expect(seen.requests).toBe(1);
  });

  it('that is reset in the middle of an answer leaves the change in doubt', async () => {
    const { port } = await answering(halfThenReset);
    expect(await transportTo(port).apply([CHANGE])).toMatchObject([
      {
        status: 'failed',
        error: {
          kind: 'unreachable',
          mayHaveApplied: true,
          message: expect.stringContaining('in the middle of the answer'),
        },
      },
    ]);
  });
});

describe('a timeout', () => {
  it.each([
    ['silence', silence],
    ['half a head', write('HTTP/1.1 200 OK\r\n')],
    ['half a body', write(`${head(100)}[{"a"`)],
  ])('ends the wait for %s, and the next request waits 3 s more', async (_, answer) => {
    const clock = new ManualClock();
    const { port, seen, asked } = await answering(answer, ok);
    const transport = transportTo(port, { timeout_ms: 500 }, { clock });
    const changes = transport.apply([CHANGE]);
    await asked[0]?.fired;
    await clock.advance(500);
    expect(await changes).toMatchObject([
      { status: 'failed', error: { kind: 'timeout', mayHaveApplied: true } },
    ]);
    const read = transport.read(READ);
    await clock.advance(2999);
    // Had the read been sent, it would have arrived before one that is sent now.
    await transportTo((await answering(ok)).port).read(READ);
    expect(seen.connections).toBe(1);
    await clock.advance(1);
    await expect(read).resolves.toEqual([]);
    expect(seen.connections).toBe(2);
  });

  it('comes although the router goes on a byte at a time', async () => {
    const clock = new ManualClock();
    const router = signal<Socket>();
    const { port } = await answering((socket) => socket.write(head(100), () => router.fire(socket)));
    const read = transportTo(port, { timeout_ms: 500 }, { clock }).read(READ);
    const outcome = expect(read).rejects.toMatchObject({ kind: 'timeout' });
    const socket = await router.fired;
    for (let turn = 0; turn < 10; turn += 1) {
      await new Promise((written) => socket.write(' ', written));
      // What is read over a connection made later has been sent later: the byte is there.
      await transportTo((await answering(ok)).port).read(READ);
      await clock.advance(50);
    }
    await outcome;
  });

  it('does not come early', async () => {
    const clock = new ManualClock();
    const { port, asked } = await answering(write(head(2)));
    const transport = transportTo(port, { timeout_ms: 500 }, { clock });
    let hasEnded = false;
    const read = transport.read(READ).finally(() => {
      hasEnded = true;
    });
    await asked[0]?.fired;
    await clock.advance(499);
    expect(hasEnded).toBe(false);
    await clock.advance(1);
    await expect(read).rejects.toMatchObject({ kind: 'timeout', mayHaveApplied: false });
  });
});

describe('an answer that is not what RouterOS sends', () => {
  it('a redirect is not followed', async () => {
    const paths: unknown[] = [];
    const port = await httpServer((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await expect(transportTo(port).read(READ)).rejects.toMatchObject({ kind: 'protocol' });
    expect(paths).toEqual(['/rest/queue/tree']);
  });

  it('more than 4 MiB is not read to its end', async () => {
    const clock = new ManualClock();
    const port = await httpServer((_, response) => {
      response.end(Buffer.alloc(4 * 1024 * 1024 + 1, ' '));
    });
    await expect(transportTo(port, {}, { clock }).read(READ)).rejects.toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('longer than 4 MiB'),
    });
  });

  it('a compressed one, which is not asked for, is not unpacked', async () => {
    const asked: unknown[] = [];
    const port = await httpServer((request, response) => {
      asked.push(request.headers['accept-encoding']);
      response.setHeader('content-encoding', 'gzip').end(gzipSync('[]'));
    });
    await expect(transportTo(port).read(READ)).rejects.toMatchObject({ kind: 'protocol' });
    expect(asked).toEqual([undefined]);
  });

  it('4 MiB are read', async () => {
    const port = await httpServer((_, response) => response.end('[]'.padEnd(4 * 1024 * 1024)));
    await expect(transportTo(port).read(READ)).resolves.toEqual([]);
  });
});
