import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { answer, type OnExec, router, signal, sshServer, transportTo } from './harness.js';

const READ = { menu: 'queue/tree', fields: ['name'] };
const change = (id: string) => ({ menu: 'queue/tree', id, set: { comment: 'x' } });
const [FIRST, SECOND] = [change('*1'), change('*2')];

describe('a command', () => {
  it('gets its whole answer, however it comes, whatever its exit code', async () => {
    const rows = JSON.stringify(
      Array.from({ length: 5000 }, (_, index) => ({ '.id': `*${index}`, name: 'ö'.repeat(50) })),
    );
    const { port } = await sshServer((channel) => {
      const bytes = Buffer.from(`${rows}\r\n`);
      for (let at = 0; at < bytes.length; at += 1013) channel.write(bytes.subarray(at, at + 1013));
      channel.exit(1);
      channel.end();
    });
    const read = await transportTo(port).transport.read(READ);
    expect(read).toHaveLength(5000);
    expect(read.at(-1)).toEqual({ '.id': '*4999', name: 'ö'.repeat(50) });
  });

  it('is refused by what it prints, not by its exit code', async () => {
    for (const exitCodeOnError of [0, 1] as const) {
      const { port } = await router({ exitCodeOnError });
      await expect(transportTo(port).transport.read({ menu: 'no/menu', fields: [] })).rejects.toMatchObject({
        kind: 'not-found',
        message: expect.stringContaining('bad command name no'),
      });
    }
  });

  it('may print to stderr', async () => {
    const { port } = await sshServer((channel) => {
      channel.stderr.write('not enough permissions (9)\r\n');
      answer(channel, '');
    });
    await expect(transportTo(port).transport.read(READ)).rejects.toMatchObject({ kind: 'permission' });
  });

  it('that takes a while is waited for', async () => {
    const { sim, port } = await router();
    const fault = sim.fail({ times: 1 }, { kind: 'hang' });
    const read = transportTo(port).transport.read(READ);
    await fault.firstHit;
    fault.remove();
    await expect(read).resolves.toHaveLength(1);
  });
});

describe('a command that gets no answer in time', () => {
  it('fails, and its connection is given up', async () => {
    const clock = new ManualClock();
    const asked = signal();
    const { port, counts } = await sshServer((channel) => {
      if (counts.connections === 1) asked.fire();
      else answer(channel, '[]');
    });
    const { transport } = transportTo(port, { timeout_ms: 400 }, clock);
    const read = transport.read(READ);
    await asked.fired;
    await clock.advance(399);
    await clock.advance(1);
    await expect(read).rejects.toMatchObject({ kind: 'timeout', mayHaveApplied: false });
    await clock.advance(2000);
    await expect(transport.read(READ)).resolves.toEqual([]);
    expect(counts.connections).toBe(2);
  });

  it('may have applied all changes of its list', async () => {
    const clock = new ManualClock();
    const { sim, id, port } = await router();
    const fault = sim.fail({}, { kind: 'hang' });
    const { transport } = transportTo(port, {}, clock);
    const applying = transport.apply([change(id), change(id)]);
    await fault.firstHit;
    await clock.advance(15_000);
    const failed = { status: 'failed', error: { kind: 'timeout', mayHaveApplied: true } };
    expect(await applying).toMatchObject([failed, failed]);
  });
});

describe('a connection that ends during a command', () => {
  const ways: [string, OnExec][] = [
    ['by RST', (_channel, _line, socket) => void socket.resetAndDestroy()],
    ['by FIN', (_channel, _line, socket) => void socket.destroy()],
    [
      'in the middle of the answer',
      (channel, _line, socket) => void channel.write('done 0\r\n', () => socket.destroy()),
    ],
  ];

  it.each(ways)('%s, makes a read fail', async (_, onExec) => {
    const { port } = await sshServer(onExec);
    await expect(transportTo(port).transport.read(READ)).rejects.toMatchObject({
      kind: 'unreachable',
      mayHaveApplied: false,
      message: expect.stringContaining('ended before the answer was complete'),
    });
  });

  it.each(ways)('%s, may come after any change of a list', async (_, onExec) => {
    const { port } = await sshServer(onExec);
    const failed = { status: 'failed', error: { kind: 'unreachable', mayHaveApplied: true } };
    expect(await transportTo(port).transport.apply([FIRST, SECOND])).toMatchObject([failed, failed]);
  });

  it('while changes are sent one by one, skips the rest', async () => {
    const { port } = await sshServer((channel, line, socket) => {
      if (line.includes('done 1')) answer(channel, 'failure: no\r\n');
      else socket.resetAndDestroy();
    });
    expect(await transportTo(port).transport.apply([FIRST, SECOND])).toMatchObject([
      { status: 'failed', error: { kind: 'unreachable', mayHaveApplied: true } },
      { status: 'skipped' },
    ]);
  });
});

describe('a channel', () => {
  it('that the router refuses means that nothing was applied', async () => {
    const { port } = await router({ maxParallelChannels: 0 });
    const { transport } = transportTo(port);
    expect(await transport.apply([FIRST, SECOND])).toMatchObject([
      {
        status: 'failed',
        error: { kind: 'unreachable', mayHaveApplied: false, message: expect.stringContaining('no channel') },
      },
      { status: 'skipped' },
    ]);
  });

  it('is the only one of its connection', async () => {
    const { port } = await router({ maxParallelChannels: 1 });
    const { transport } = transportTo(port);
    await expect(Promise.all(Array.from({ length: 10 }, () => transport.read(READ)))).resolves.toHaveLength(
      10,
    );
  });
});

describe('an answer', () => {
  it('ends at 4 MiB', async () => {
    const { port } = await sshServer((channel) => {
      channel.on('error', () => {});
      const more = () => {
        while (channel.writable && channel.write(Buffer.alloc(65_536, 'x')));
        if (channel.writable) channel.once('drain', more);
      };
      more();
    });
    await expect(transportTo(port).transport.read(READ)).rejects.toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('longer than 4 MiB'),
    });
  });

  it.each(['<html>Log in</html>', '[{".id":"*1"', ''])('of %j is no data and no success', async (text) => {
    const { port } = await sshServer((channel) => answer(channel, text));
    const { transport } = transportTo(port);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'protocol' });
    expect(await transport.apply([FIRST])).toMatchObject([
      { status: 'failed', error: { kind: 'protocol', mayHaveApplied: true } },
    ]);
  });
});
