import { once } from 'node:events';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { answered, startWithQueue } from '../support.js';
import { connect, dialTls } from './support.js';

const SET = ['/queue/tree/set', '=.id=*1000000', '=comment=x'];
const NAMES = ['/queue/tree/print', '=.proplist=name'];

async function open() {
  const clock = new ManualClock();
  const sim = await startWithQueue({ clock });
  return { clock, sim, client: await connect(sim) };
}

describe('a fault', () => {
  it.each([true, false])('resets the connection in place of an answer (applied: %s)', async (applied) => {
    const { sim, client } = await open();
    sim.fail({ method: 'API' }, { kind: 'reset', applied });
    client.send(...SET);
    const [error] = await once(client.socket, 'error');
    expect(error.code).toBe('ECONNRESET');
    expect(sim.rows('queue/tree')[0]?.['comment']).toBe(applied ? 'x' : undefined);
    expect(sim.requests).toMatchObject([{ status: null }]);
  });

  it('resets a TLS connection, too', async () => {
    const { sim } = await open();
    const client = await dialTls(sim);
    await client.ask('/login', '=name=ctl', '=password=s:e=cret');
    sim.fail({}, { kind: 'reset', applied: false });
    client.send(...SET);
    expect((await once(client.socket, 'error'))[0].code).toBe('ECONNRESET');
  });

  it('resets it in the middle of an answer', async () => {
    const { sim, client } = await open();
    sim.fail({}, { kind: 'truncate' });
    let bytes = 0;
    client.socket.on('data', (piece) => {
      bytes += piece.length;
    });
    client.send(...NAMES);
    await once(client.socket, 'close');
    expect(bytes).toBeGreaterThan(0);
    await expect(client.next()).rejects.toThrow();
  });

  it('keeps silent', async () => {
    const { sim, client } = await open();
    sim.fail({ times: 1 }, { kind: 'silent', applied: true });
    const served = answered(sim, 'comment=x');
    client.send(...SET);
    await served;
    expect(await client.ask(...NAMES)).toHaveLength(2);
    expect(sim.rows('queue/tree')[0]).toMatchObject({ comment: 'x' });
  });

  it('answers something else', async () => {
    const { sim, client } = await open();
    sim.fail({ times: 1 }, { kind: 'status', status: 400, body: 'failure: busy' });
    expect(await client.ask(...SET)).toEqual([['!trap', '=message=failure: busy'], ['!done']]);
    sim.fail({ times: 1 }, { kind: 'stale' });
    expect(await client.ask(...NAMES, '.tag=2')).toEqual([['!trap', '=message=failure: busy'], ['!done']]);
    sim.fail({ times: 1 }, { kind: 'huge', bytes: 100_000 });
    expect((await client.ask(...NAMES))[0]?.[1]).toHaveLength(100_000 + '=comment='.length);
    sim.fail({ times: 1 }, { kind: 'html' });
    client.send(...SET);
    const [piece] = await once(client.socket, 'data');
    expect(String(piece)).toMatch(/^HTTP/);
    expect(sim.rows('queue/tree')[0]).not.toHaveProperty('comment');
  });

  it('slows the answer down', async () => {
    const { clock, sim, client } = await open();
    const late = sim.fail({ times: 1 }, { kind: 'delay', delayMs: 40 });
    const answer = client.ask(...NAMES);
    await late.firstHit;
    await clock.advance(40);
    expect(await answer).toHaveLength(2);
    expect(sim.requests[0]?.tookMs).toBe(40);
    const drip = sim.fail({}, { kind: 'drip', bytes: 1, everyMs: 10 });
    const dripping = client.ask('/system/identity/set', '=name=a');
    await drip.firstHit;
    // `!done` and its two lengths.
    for (let byte = 0; byte < 7; byte += 1) await clock.advance(10);
    expect(await dripping).toEqual([['!done']]);
  });
});
