import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/index.js';
import { authorization, CONTROL, rest, startWithQueue } from './support.js';

const QUEUE = 'queue/tree/WAN-Download';

async function patchUnder(fault: Fault) {
  const sim = await startWithQueue();
  sim.fail({ method: 'PATCH' }, fault);
  const answer = await rest(sim, 'PATCH', QUEUE, { 'max-limit': '1M' }).catch((error: Error) => error);
  return { sim, answer, applied: sim.queue('WAN-Download').maxLimitBps === 1e6 };
}

describe('faults', () => {
  it.each([true, false])('reset the connection, applied: %s', async (applied) => {
    const outcome = await patchUnder({ kind: 'reset', applied });
    expect(outcome.answer).toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(outcome.applied).toBe(applied);
    expect(outcome.sim.requests.at(-1)?.status).toBeNull();
  });

  it.each([true, false])('answer otherwise, applied: %s', async (applied) => {
    const outcome = await patchUnder({ kind: 'status', status: 503, body: { error: 503 }, applied });
    expect(outcome.answer).toEqual({ status: 503, body: { error: 503 } });
    expect(outcome.applied).toBe(applied);
  });

  it('cut the answer after the change', async () => {
    const { answer, applied } = await patchUnder({ kind: 'truncate' });
    expect(answer).toBeInstanceOf(Error);
    expect(applied).toBe(true);
  });

  it('put a captive portal in front', async () => {
    const sim = await startWithQueue();
    sim.fail({}, { kind: 'html' });
    const headers = { authorization: authorization(CONTROL), 'content-type': 'application/json' };
    const body = '{"max-limit":"1M"}';
    const answer = await fetch(`${sim.httpUrl}/rest/${QUEUE}`, { method: 'PATCH', headers, body });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await answer.text()).toContain('<html>');
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
  });

  it('hang until removed, then go on as usual', async () => {
    const sim = await startWithQueue();
    const hang = sim.fail({}, { kind: 'hang' });
    const patched = rest(sim, 'PATCH', QUEUE, { 'max-limit': '1M' });
    await hang.firstHit;
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
    hang.remove();
    expect((await patched).body['max-limit']).toBe('1000000');
  });
});

describe('matching', () => {
  it('meets as many requests as asked, oldest fault first', async () => {
    const sim = await startWithQueue();
    const first = sim.fail({ times: 1 }, { kind: 'status', status: 500, body: 'a' });
    const second = sim.fail({ times: 2 }, { kind: 'status', status: 503, body: '{}' });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      const headers = { authorization: authorization(CONTROL) };
      statuses.push((await fetch(`${sim.httpUrl}/rest/queue/tree`, { headers })).status);
    }
    expect(statuses).toEqual([500, 503, 503, 200]);
    expect([first.hits, second.hits]).toEqual([1, 2]);
  });

  it('looks at method, path, pattern and user', async () => {
    const sim = await startWithQueue();
    const fault: Fault = { kind: 'status', status: 503, body: '{}' };
    for (const match of [
      { method: 'PATCH' },
      { path: '/rest/queue' },
      { path: /other/ },
      { user: 'other' },
    ]) {
      sim.fail(match, fault);
    }
    expect((await rest(sim, 'GET', 'queue/tree?name=x')).status).toBe(200);
    const exact = sim.fail({ path: '/rest/queue/tree' }, fault);
    expect((await rest(sim, 'GET', 'queue/tree?name=x')).status).toBe(503);
    exact.remove();
    sim.fail({ path: /name=x$/, user: CONTROL.name }, fault);
    expect((await rest(sim, 'GET', 'queue/tree?name=x')).status).toBe(503);
  });
});
