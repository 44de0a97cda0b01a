import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { httpServer, PASSWORD, router, signal, transportTo } from './harness.js';

const NAME = { name: 'WAN-Download' };

describe('against a router', () => {
  it('finds a queue by its exact name, over HTTPS and HTTP', async () => {
    const { sim, id, httpsPort, httpPort } = await router();
    sim.add('queue/tree', { name: 'WAN-Download-2', parent: 'bridge' });
    for (const transport of [
      transportTo(httpsPort, { scheme: 'https', verify_ssl: false }),
      transportTo(httpPort),
    ]) {
      const rows = await transport.read({ menu: 'queue/tree', match: NAME, fields: ['max-limit'] });
      expect(rows).toEqual([{ '.id': id, 'max-limit': '100000000', name: 'WAN-Download' }]);
    }
  });

  it('gives a singleton menu as one row', async () => {
    const { httpPort } = await router();
    const rows = await transportTo(httpPort).read({ menu: 'system/resource' });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveProperty('version');
  });

  it('applies changes in order, and goes on after one that the router refuses', async () => {
    const { sim, id, httpPort } = await router();
    const change = (limit: string, target = id) => ({
      menu: 'queue/tree',
      id: target,
      set: { 'max-limit': limit },
    });
    const outcomes = await transportTo(httpPort).apply([
      change('50000000'),
      change('1', '*DEAD'),
      change('much'),
      change('40000000'),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'applied' },
      { status: 'failed', error: { kind: 'not-found', mayHaveApplied: false } },
      { status: 'failed', error: { kind: 'rejected', mayHaveApplied: true } },
      { status: 'applied' },
    ]);
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(40_000_000);
  });

  it('skips the rest after a connection fault', async () => {
    const { sim, id, httpPort } = await router();
    sim.fail({ method: 'PATCH' }, { kind: 'html' });
    const change = { menu: 'queue/tree', id, set: { 'max-limit': '1000000' } };
    expect(await transportTo(httpPort).apply([change, change])).toMatchObject([
      { status: 'failed', error: { kind: 'protocol', mayHaveApplied: true } },
      { status: 'skipped' },
    ]);
  });

  it('runs a command', async () => {
    const { sim, id, httpPort } = await router();
    const command = { menu: 'queue/tree', name: 'reset-counters', arguments: { '.id': id } };
    expect(await transportTo(httpPort).run(command)).toEqual([]);
    expect(sim.requests.at(-1)).toMatchObject({ method: 'POST', path: '/rest/queue/tree/reset-counters' });
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 'auth'],
    ['an unknown user', { user: 'nobody' }, 'auth'],
  ])('says so for %s', async (_, options, kind) => {
    const { httpPort } = await router();
    await expect(transportTo(httpPort, options).read({ menu: 'queue/tree' })).rejects.toMatchObject({ kind });
  });

  it('says so when the user lacks a policy', async () => {
    const { sim, id, httpPort } = await router();
    sim.users.set('wanctl', { name: 'wanctl', password: PASSWORD, policies: ['read', 'rest-api'] });
    const outcomes = await transportTo(httpPort).apply([{ menu: 'queue/tree', id, set: { comment: 'x' } }]);
    expect(outcomes).toMatchObject([{ status: 'failed', error: { kind: 'permission' } }]);
  });

  it('says where it failed', async () => {
    const { httpPort } = await router();
    const transport = transportTo(httpPort);
    await expect(transport.read({ menu: 'no/menu' })).rejects.toThrow(
      `rest http://127.0.0.1:${httpPort}: GET no/menu: no such command`,
    );
  });
});

describe('the order of requests', () => {
  it('lets a write wait for the read in flight only, and nothing between two writes', async () => {
    const { sim, id, httpPort } = await router();
    const transport = transportTo(httpPort);
    const fault = sim.fail({ method: 'GET', times: 1 }, { kind: 'hang' });
    const reads = Array.from({ length: 5 }, () => transport.read({ menu: 'queue/tree' }));
    await fault.firstHit;
    const change = { menu: 'queue/tree', id, set: { comment: 'x' } };
    const writes = transport.apply([change, change]);
    fault.remove();
    await Promise.all([...reads, writes]);
    const methods = sim.requests.map(({ method }) => method);
    expect(methods).toEqual(['GET', 'PATCH', 'PATCH', 'GET', 'GET', 'GET', 'GET']);
  });
});

describe('close', () => {
  it('ends at once what is under way and what waits', async () => {
    const { sim, id, httpPort } = await router();
    const transport = transportTo(httpPort);
    const fault = sim.fail({}, { kind: 'hang' });
    const read = transport.read({ menu: 'queue/tree' });
    const change = { menu: 'queue/tree', id, set: { comment: 'x' } };
    const write = transport.apply([change, change]);
    await fault.firstHit;
    await transport.close();
    await expect(read).rejects.toMatchObject({ kind: 'unreachable' });
    expect(await write).toMatchObject([
      { status: 'failed', error: { kind: 'unreachable', mayHaveApplied: false } },
      { status: 'skipped' },
    ]);
    await expect(transport.read({ menu: 'queue/tree' })).rejects.toThrow('closed');
  });
});

describe('the wire', () => {
  it('carries exactly the content type that old routers take, and our login', async () => {
    const { fire, fired } = signal<Record<string, unknown>>();
    const port = await httpServer((request, response) => {
      fire(request.headers);
      response.end('[]');
    });
    await transportTo(port).apply([{ menu: 'queue/tree', id: '*1', set: { 'max-limit': '1' } }]);
    expect(await fired).toMatchObject({
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`wanctl:${PASSWORD}`).toString('base64')}`,
    });
  });
});

describe('secrets', () => {
  it('are in no error, however closely one looks', async () => {
    const answers: RequestListener[] = [
      (_, response) => response.writeHead(401).end(),
      (_, response) => response.end('<html>'),
      ({ socket }) => socket.destroy(),
    ];
    for (const answer of answers) {
      const transport = transportTo(await httpServer(answer));
      const error: unknown = await transport.read({ menu: 'queue/tree' }).catch((thrown) => thrown);
      const shown = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
      expect(shown).toContain('TransportError');
      expect(shown).not.toContain(PASSWORD);
      expect(shown).not.toContain(Buffer.from(`wanctl:${PASSWORD}`).toString('base64'));
    }
  });
});
