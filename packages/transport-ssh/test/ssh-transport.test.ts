import { describe, expect, it } from 'vitest';
import { answer, router, signal, sshServer, transportTo, USER } from './harness.js';

const NAME = { name: 'WAN-Download' };

describe('a change that is no longer allowed once the connection is there', () => {
  it('is not sent, and harms nobody else', async () => {
    const { sim, id, port } = await router();
    const { transport } = transportTo(port);
    let isAllowed = true;
    const writes = transport.apply([{ menu: 'queue/tree', id, set: { comment: 'x' } }], () => isAllowed);
    isAllowed = false;
    expect(await writes).toMatchObject([
      { status: 'failed', error: { kind: 'rejected', mayHaveApplied: false } },
    ]);
    expect(await transport.read({ menu: 'queue/tree' })).toHaveLength(1);
    expect(sim.requests).toHaveLength(1);
  });
});

describe('a read', () => {
  it('finds a queue by its exact name, with fields as REST has them', async () => {
    const { sim, id, port } = await router();
    sim.add('queue/tree', { name: 'WAN-Download-2', parent: 'bridge' });
    const { transport } = transportTo(port);
    const rows = await transport.read({
      menu: 'queue/tree',
      match: NAME,
      fields: ['max-limit', 'disabled', 'parent'],
    });
    const { 'max-limit': limit, disabled, parent, name } = sim.rows('queue/tree')[0] ?? {};
    expect(rows).toEqual([{ '.id': id, 'max-limit': limit, disabled, parent, name }]);
  });

  it.each([
    ['bytes', 'queued-bytes'],
    ['max-limit', 'bytes'],
    ['name', 'dropped', 'packets'],
  ])('gives the fields %s, %s', async (...fields) => {
    const { sim, port } = await router();
    sim.add('queue/tree', { name: 'WAN-Upload', parent: 'ether1' });
    const rows = await transportTo(port).transport.read({ menu: 'queue/tree', fields });
    const all = sim.rows('queue/tree');
    expect(rows).toEqual(
      all.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([key]) => ['.id', ...fields].includes(key))),
      ),
    );
  });

  it('without fields gives all settings', async () => {
    const { port } = await router();
    const [row] = await transportTo(port).transport.read({ menu: 'queue/tree' });
    expect(row).toMatchObject({
      '.id': expect.stringMatching(/^\*/),
      'max-limit': '100000000',
      parent: 'bridge',
    });
  });

  it('gives a singleton menu as one row', async () => {
    const { sim, port } = await router();
    const rows = await transportTo(port).transport.read({ menu: 'system/resource' });
    expect(rows).toEqual([expect.objectContaining({ version: sim.rows('system/resource')[0]?.['version'] })]);
  });

  it('goes without what the router rejects: detail in a singleton menu, options before 7.17', async () => {
    const { port } = await sshServer((channel, line) => {
      const rejected = [' detail ', ' options='].find((part) => line.includes(part));
      answer(
        channel,
        rejected ? `bad parameter${rejected}(line 1 column 51)\r\n` : '{"uptime":"00:00:15"}\r\n',
      );
    });
    await expect(transportTo(port).transport.read({ menu: 'system/resource' })).resolves.toEqual([
      { uptime: '15s' },
    ]);
  });

  it('keeps text that looks like a number', async () => {
    const { sim, port } = await router();
    sim.add('queue/tree', { name: '007', parent: 'bridge' });
    const rows = await transportTo(port).transport.read({
      menu: 'queue/tree',
      match: { name: '007' },
      fields: [],
    });
    expect(rows).toHaveLength(1);
  });

  it('says where it failed', async () => {
    const { port } = await router();
    await expect(transportTo(port).transport.read({ menu: 'no/menu' })).rejects.toThrow(
      `ssh 127.0.0.1:${port}: read no/menu: bad command name no`,
    );
  });
});

describe('apply', () => {
  const change = (id: string, limit: string) => ({ menu: 'queue/tree', id, set: { 'max-limit': limit } });

  it('makes a whole list in one command', async () => {
    const { sim, id, port } = await router();
    const outcomes = await transportTo(port).transport.apply([
      change(id, '50000000'),
      change(id, '40000000'),
    ]);
    expect(outcomes).toEqual([{ status: 'applied' }, { status: 'applied' }]);
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(40_000_000);
    expect(sim.requests).toHaveLength(1);
  });

  it('has nothing to send for an empty list', async () => {
    const { sim, port } = await router();
    expect(await transportTo(port).transport.apply([])).toEqual([]);
    expect(sim.requests).toEqual([]);
  });

  it.each([
    ['does not exist', '*DEAD', '1', { kind: 'not-found', mayHaveApplied: false }],
    ['is refused', 'id', 'much', { kind: 'rejected', mayHaveApplied: true }],
    ['is malformed', 'WAN-Download', '1', { kind: 'rejected', mayHaveApplied: false }],
  ])('goes on after one that %s', async (_, target, limit, error) => {
    const { sim, id, port } = await router();
    const outcomes = await transportTo(port).transport.apply([
      change(id, '50000000'),
      change(target === 'id' ? id : target, limit),
      change(id, '40000000'),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'applied' },
      { status: 'failed', error },
      { status: 'applied' },
    ]);
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(40_000_000);
  });

  it('goes on after one that does not even parse, which keeps the whole line from running', async () => {
    const { sim, id, port } = await router();
    const bad = { menu: 'queue/tree', id, set: { colour: 'red' } };
    const outcomes = await transportTo(port).transport.apply([change(id, '50000000'), bad]);
    expect(outcomes).toMatchObject([
      { status: 'applied' },
      { status: 'failed', error: { kind: 'rejected', message: expect.stringContaining('colour') } },
    ]);
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(50_000_000);
  });

  it('says when the user may not write', async () => {
    const { sim, id, port } = await router();
    sim.users.set(USER.name, { ...USER, policies: ['read', 'ssh'] });
    expect(await transportTo(port).transport.apply([change(id, '1000000')])).toMatchObject([
      { status: 'failed', error: { kind: 'permission', mayHaveApplied: false } },
    ]);
  });
});

describe('run', () => {
  it('runs a command on an object', async () => {
    const { sim, id, port } = await router();
    const command = { menu: 'queue/tree', name: 'reset-counters', arguments: { '.id': id } };
    expect(await transportTo(port).transport.run(command)).toEqual([]);
    expect(sim.requests.at(-1)?.path).toContain(`/queue/tree/reset-counters numbers=${id}`);
  });

  it('tells that the object is gone, or that the answer was lost', async () => {
    const { sim, id, port } = await router();
    const { transport } = transportTo(port);
    const run = (target: string) =>
      transport.run({ menu: 'queue/tree', name: 'disable', arguments: { '.id': target } });
    await expect(run('*DEAD')).rejects.toMatchObject({ kind: 'not-found', mayHaveApplied: false });
    sim.fail({}, { kind: 'reset', applied: true });
    await expect(run(id)).rejects.toMatchObject({ kind: 'unreachable', mayHaveApplied: true });
    expect(sim.rows('queue/tree')[0]).toMatchObject({ disabled: 'true' });
  });
});

describe('the order of commands', () => {
  it('lets changes wait for the read under way only', async () => {
    const { sim, id, port } = await router();
    const { transport } = transportTo(port);
    const fault = sim.fail({ times: 1 }, { kind: 'hang' });
    const reads = Array.from({ length: 3 }, () => transport.read({ menu: 'queue/tree', fields: ['name'] }));
    await fault.firstHit;
    const changes = transport.apply([{ menu: 'queue/tree', id, set: { comment: 'x' } }]);
    fault.remove();
    await Promise.all([...reads, changes]);
    expect(sim.requests.map(({ path }) => path.includes('/set'))).toEqual([false, true, false, false]);
  });

  it('has as many commands at a time as the pool has connections', async () => {
    const both = signal();
    let running = 0;
    const { port, counts } = await sshServer((channel) => {
      running += 1;
      if (running === 2) both.fire();
      void both.fired.then(() => answer(channel, '[]'));
    });
    const { transport } = transportTo(port, { pool_size: 2 });
    const reads = Array.from({ length: 4 }, () => transport.read({ menu: 'queue/tree', fields: ['name'] }));
    await Promise.all(reads);
    expect(counts.connections).toBe(2);
  });
});

describe('close', () => {
  it('ends at once what is under way and what waits', async () => {
    const { sim, id, port } = await router();
    const { transport } = transportTo(port);
    const fault = sim.fail({}, { kind: 'hang' });
    const read = transport.read({ menu: 'queue/tree' });
    const change = { menu: 'queue/tree', id, set: { comment: 'x' } };
    const changes = transport.apply([change, change]);
    await fault.firstHit;
    await transport.close();
    await transport.close();
    await expect(read).rejects.toMatchObject({ kind: 'unreachable' });
    expect(await changes).toMatchObject([
      { status: 'failed', error: { kind: 'unreachable', mayHaveApplied: false } },
      { status: 'skipped' },
    ]);
    await expect(transport.read({ menu: 'queue/tree' })).rejects.toThrow('closed');
  });

  it('logs out', async () => {
    const loggedOut = signal();
    const { port } = await sshServer((channel, _line, socket) => {
      socket.once('close', () => loggedOut.fire());
      answer(channel, '[]');
    });
    const { transport } = transportTo(port);
    await transport.read({ menu: 'queue/tree', fields: ['name'] });
    await transport.close();
    await loggedOut.fired;
  });
});
