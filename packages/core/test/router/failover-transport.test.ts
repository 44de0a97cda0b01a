import { describe, expect, it } from 'vitest';
import { FailoverTransport } from '../../src/index.js';
import { ManualClock, MemoryRouter, RecordingLogger } from '../../src/testing/index.js';

function setUp() {
  const menus = { 'queue/tree': [{ '.id': '*1', name: 'Down', 'max-limit': '5' }] };
  const first = new MemoryRouter(menus);
  const second = new MemoryRouter(menus);
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const transport = new FailoverTransport(first, second, clock, logger);
  const read = () => transport.read({ menu: 'queue/tree' });
  const set = (rate: string) =>
    transport.apply([{ menu: 'queue/tree', id: '*1', set: { 'max-limit': rate } }]);
  return { first, second, clock, logger, transport, read, set, menus };
}

describe('failover', () => {
  it.each(['unreachable', 'timeout', 'auth', 'protocol'] as const)(
    'answers a read over the other when the first is %s',
    async (kind) => {
      const { first, second, read } = setUp();
      first.fault = { kind };
      expect(await read()).toHaveLength(1);
      expect(second.calls).toEqual(['read queue/tree']);
    },
  );

  it.each(['not-found', 'rejected', 'permission'] as const)(
    'stays when the router answers %s',
    async (kind) => {
      const { first, second, read } = setUp();
      first.fault = { kind };
      await expect(read()).rejects.toMatchObject({ kind });
      expect(second.calls).toEqual([]);
    },
  );

  it('does not repeat a failed write, and goes on over the other', async () => {
    const { first, second, set, menus } = setUp();
    first.fault = { kind: 'timeout', applies: true };
    expect(await set('7')).toMatchObject([{ status: 'failed', error: { mayHaveApplied: true } }]);
    expect(second.calls).toEqual([]);
    expect(await set('8')).toEqual([{ status: 'applied' }]);
    expect(first.calls).toHaveLength(1);
    expect(menus['queue/tree'][0]?.['max-limit']).toBe('8');
  });

  it('goes back when a harmless read works again, and only then', async () => {
    const { first, second, clock, read, set, logger } = setUp();
    first.fault = { kind: 'unreachable' };
    await read();
    await clock.advance(29_000);
    await read();
    expect(first.calls).toHaveLength(1);
    await clock.advance(1000);
    await read();
    expect(first.calls.at(-1)).toBe('read system/resource');
    first.fault = null;
    await clock.advance(59_000);
    await set('6');
    expect(second.calls.at(-1)).toContain('set');
    await clock.advance(1000);
    await read();
    await set('9');
    expect(first.calls.at(-1)).toBe('set *1 max-limit=9');
    expect(logger.lines.map((line) => line.split(' ')[0])).toEqual(['warn', 'info']);
  });

  it('asks a first that stays dead less and less often', async () => {
    const { first, clock, read } = setUp();
    first.fault = { kind: 'unreachable' };
    for (let second = 0; second < 3600; second += 1) {
      await read();
      await clock.advance(1000);
    }
    expect(first.calls.length).toBeLessThan(20);
  });

  it('tells each reason why the first does not work, once', async () => {
    const { first, clock, read, logger } = setUp();
    for (const kind of ['unreachable', 'auth', 'auth'] as const) {
      first.fault = { kind };
      await read();
      await clock.advance(120_000);
    }
    expect(logger.lines).toEqual([
      expect.stringMatching(/^warn router: injected unreachable; going on over /),
      expect.stringMatching(/^warn router: injected auth; going on over /),
    ]);
  });

  it('tries the first again when the second fails too', async () => {
    const { first, second, read } = setUp();
    first.fault = { kind: 'unreachable' };
    second.fault = { kind: 'auth' };
    await expect(read()).rejects.toMatchObject({ kind: 'auth' });
    second.calls.length = 0;
    first.fault = null;
    await expect(read()).resolves.toHaveLength(1);
  });
});
