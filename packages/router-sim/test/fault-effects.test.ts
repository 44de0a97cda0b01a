import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { connect, exec } from './ssh/support.js';
import { answered, authorization, CONTROL, rest, start, startWithQueue, VIEWER } from './support.js';

describe('what the network and a broken router do', () => {
  it('says nothing and keeps the connection open, with the change made', async () => {
    const sim = await startWithQueue();
    const armed = sim.fail({ times: 1 }, { kind: 'silent', applied: true });
    const unanswered = answered(sim, 'WAN-Download');
    const abort = new AbortController();
    const patched = fetch(`${sim.httpUrl}/rest/queue/tree/WAN-Download`, {
      method: 'PATCH',
      headers: { authorization: authorization(CONTROL), 'content-type': 'application/json' },
      body: '{"max-limit":"9M"}',
      signal: abort.signal,
    });
    await armed.firstHit;
    await unanswered;
    expect(sim.requests).toMatchObject([{ status: null }]);
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(9_000_000);
    expect(sim.rows('ip/service')).toHaveLength(6);
    abort.abort();
    await expect(patched).rejects.toThrow();
  });

  it('drips its answer', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock });
    const drip = sim.fail({ times: 1 }, { kind: 'drip', bytes: 1, everyMs: 100 });
    let body: unknown;
    const asked = rest(sim, 'GET', 'system/identity').then((response) => {
      body = response.body;
    });
    await drip.firstHit;
    const length = '{"name":"MikroTik"}'.length;
    await clock.advance(100 * (length - 1));
    expect(body).toBeUndefined();
    await clock.advance(100);
    await asked;
    expect(body).toEqual({ name: 'MikroTik' });
  });

  it('answers with a lot, or with the answer to somebody else', async () => {
    const sim = await startWithQueue();
    sim.fail({ times: 1 }, { kind: 'huge', bytes: 10_000_000 });
    const huge = await rest(sim, 'GET', 'queue/tree');
    expect(huge.body[0].comment).toHaveLength(10_000_000);
    await rest(sim, 'GET', 'system/identity', undefined, VIEWER);
    sim.fail({ times: 1 }, { kind: 'stale' });
    const stale = await rest(sim, 'PATCH', 'queue/tree/WAN-Download', { 'max-limit': '9M' });
    expect(stale).toEqual({ status: 200, body: { name: 'MikroTik' } });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(9_000_000);
  });

  it('does so over SSH', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock });
    const client = await connect(sim);
    sim.fail({ times: 1 }, { kind: 'huge', bytes: 10_000_000 });
    expect((await exec(client, ':put 1')).text).toHaveLength(10_000_002);
    sim.fail({ times: 1 }, { kind: 'stale' });
    await exec(client, ':put other');
    sim.fail({ times: 1 }, { kind: 'stale' });
    expect((await exec(client, ':put 1')).text).toHaveLength(10_000_002);
    const drip = sim.fail({ times: 1 }, { kind: 'drip', bytes: 1, everyMs: 1000 });
    const dripped = exec(client, ':put 12');
    await drip.firstHit;
    await clock.advance(4000);
    expect((await dripped).text).toBe('12\r\n');
    const silent = sim.fail({ times: 1 }, { kind: 'silent', applied: true });
    client.exec('/system/identity/set name=gate', () => {});
    await silent.firstHit;
    expect((await exec(client, ':put [/system/identity/get name]')).text).toBe('gate\r\n');
  });
});
