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

describe('a change that is no longer allowed when its turn comes', () => {
  it('is not sent, whatever it had to wait for, and harms nobody else', async () => {
    const { sim, id, httpPort } = await router();
    const transport = transportTo(httpPort);
    const fault = sim.fail({ method: 'GET', times: 1 }, { kind: 'hang' });
    const read = transport.read({ menu: 'queue/tree' });
    await fault.firstHit;
    let isAllowed = true;
    const writes = transport.apply([{ menu: 'queue/tree', id, set: { comment: 'x' } }], () => isAllowed);
    isAllowed = false;
    fault.remove();
    await read;
    expect(await writes).toMatchObject([
      { status: 'failed', error: { kind: 'rejected', mayHaveApplied: false } },
    ]);
    await transport.read({ menu: 'queue/tree' });
    expect(sim.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
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
