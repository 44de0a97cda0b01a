import { once } from 'node:events';
import { request } from 'node:http';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import {
  answered,
  authorization,
  CONTROL,
  pipeline,
  rest,
  start,
  startWithQueue,
  VIEWER,
} from '../support.js';

describe('sessions', () => {
  it('serves one user’s requests in order and nobody else’s behind them', async () => {
    const sim = await start();
    const hang = sim.fail({ user: CONTROL.name, times: 1 }, { kind: 'hang' });
    const viewerServed = answered(sim, 'viewer');
    const lastServed = answered(sim, 'second');
    await pipeline(sim, [
      { user: CONTROL, tag: 'first' },
      { user: CONTROL, tag: 'second' },
      { user: VIEWER, tag: 'viewer' },
    ]);
    await viewerServed;
    expect(sim.requests).toHaveLength(1);
    hang.remove();
    await lastServed;
    expect(sim.requests.map(({ path }) => path.split('?')[1])).toEqual(['viewer', 'first', 'second']);
  });

  it('gives the same user at another address a session of its own', async () => {
    const sim = await start();
    const hang = sim.fail({ path: '/rest/queue/tree' }, { kind: 'hang' });
    const blocked = rest(sim, 'GET', 'queue/tree');
    await hang.firstHit;
    const headers = { authorization: authorization(CONTROL) };
    const other = request(`${sim.httpUrl}/rest/system/identity`, {
      headers,
      localAddress: '127.0.0.2',
    }).end();
    const [response] = await once(other, 'response');
    expect(response.statusCode).toBe(200);
    expect(sim.requests).toHaveLength(1);
    hang.remove();
    expect((await blocked).status).toBe(200);
  });

  it('keeps the session busy after the client has gone', async () => {
    const sim = await start();
    const hang = sim.fail({ times: 1 }, { kind: 'hang' });
    const abandoned = await pipeline(sim, [{ user: CONTROL, tag: 'abandoned' }]);
    await hang.firstHit;
    abandoned.destroy();
    const viewerServed = answered(sim, 'viewer');
    const lastServed = answered(sim, 'later');
    await pipeline(sim, [
      { user: CONTROL, tag: 'later' },
      { user: VIEWER, tag: 'viewer' },
    ]);
    await viewerServed;
    expect(sim.requests).toHaveLength(1);
    hang.remove();
    await lastServed;
    expect(sim.requests.map(({ path }) => path.split('?')[1])).toEqual(['viewer', 'abandoned', 'later']);
  });
});

describe('time', () => {
  it('takes the service time before the change is made', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock, latency: () => 9 });
    const slow = sim.fail({}, { kind: 'delay', delayMs: 241 });
    const patched = rest(sim, 'PATCH', 'queue/tree/WAN-Download', { 'max-limit': '1M' });
    await slow.firstHit;
    await clock.advance(249);
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
    await clock.advance(1);
    expect((await patched).status).toBe(200);
    expect(sim.requests).toEqual([
      { method: 'PATCH', path: '/rest/queue/tree/WAN-Download', status: 200, tookMs: 250 },
    ]);
  });

  it('closes the session of a command after 60 s and leaves the change undone', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock });
    const hang = sim.fail({ times: 1 }, { kind: 'hang' });
    const patched = rest(sim, 'PATCH', 'queue/tree/WAN-Download', { 'max-limit': '1M' });
    await hang.firstHit;
    await clock.advance(60_000);
    expect(await patched).toEqual({
      status: 400,
      body: { detail: 'Session closed', error: 400, message: 'Bad Request' },
    });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
    expect((await rest(sim, 'GET', 'queue/tree')).status).toBe(200);
  });

  it('counts the uptime', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock });
    await clock.advance((((8 * 24 + 3) * 60 + 0) * 60 + 5) * 1000);
    expect((await rest(sim, 'GET', 'system/resource')).body.uptime).toBe('1w1d3h5s');
  });
});

describe('observation', () => {
  it('keeps the last 1000 requests', async () => {
    const sim = await start();
    for (let index = 0; index < 1001; index += 1) await rest(sim, 'GET', `system/identity?x=${index}`);
    expect(sim.requests).toHaveLength(1000);
    expect(sim.requests[0]?.path).toBe('/rest/system/identity?x=1');
  });
});
