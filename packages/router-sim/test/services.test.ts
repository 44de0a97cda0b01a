import { once } from 'node:events';
import { Agent, get } from 'node:https';
import { createConnection, type Socket } from 'node:net';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { RouterSim } from '../src/index.js';
import { answered, authorization, CONTROL, pipeline, rest, start, startWithQueue } from './support.js';

function dial(sim: RouterSim): Socket {
  return createConnection({ host: '127.0.0.1', port: Number(new URL(sim.httpUrl).port) });
}

async function getOverTls(sim: RouterSim, agent: Agent) {
  const headers = { authorization: authorization(CONTROL) };
  const [response] = await once(get(`${sim.httpsUrl}/rest/system/identity`, { headers, agent }), 'response');
  response.resume();
  return response;
}

describe('connections', () => {
  it('shows them in ip/service, beside the services', async () => {
    const sim = await start({ maxSessions: 3 });
    const socket = dial(sim);
    await once(socket, 'connect');
    await expect.poll(() => sim.rows('ip/service').length).toBe(6);
    const port = new URL(sim.httpUrl).port;
    expect(sim.rows('ip/service').map(({ name }) => name)).toEqual([
      ...['www-ssl', 'www', 'ssh', 'api', 'api-ssl'],
      'www',
    ]);
    expect(sim.rows('ip/service')[5]).toMatchObject({
      connection: 'true',
      dynamic: 'true',
      local: `127.0.0.1:${port}`,
      remote: `127.0.0.1:${socket.localPort}`,
    });
    socket.destroy();
    await expect.poll(() => sim.rows('ip/service').length).toBe(5);
  });

  it('resets one more than max-sessions, which may be changed', async () => {
    const sim = await start({ maxSessions: 1 });
    const first = dial(sim);
    await once(first, 'connect');
    const second = dial(sim);
    const [error] = await once(second, 'error');
    expect(error.code).toBe('ECONNRESET');
    const www = sim.rows('ip/service').find(({ name }) => name === 'www');
    sim.set('ip/service', www?.['.id'] ?? '', { 'max-sessions': '3' });
    expect((await rest(sim, 'GET', 'system/identity')).status).toBe(200);
    first.destroy();
  });

  it('closes a connection after so many answers, without notice', async () => {
    const sim = await start({ maxRequestsPerConnection: 2 });
    const requests = ['a', 'b', 'c'].map((tag) => ({ user: CONTROL, tag }));
    const served = answered(sim, 'b');
    const socket = await pipeline(sim, requests.slice(0, 1));
    const ended = once(socket, 'end');
    const more = requests[1] as (typeof requests)[0];
    socket.write(
      `GET /rest/system/identity?${more.tag} HTTP/1.1\r\nHost: r\r\nAuthorization: ${authorization(CONTROL)}\r\n\r\n`,
    );
    await served;
    await ended;
  });
});

describe('TLS', () => {
  it('costs time with a device class', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock, latency: 'mips' });
    const asked = getOverTls(sim, new Agent({ ca: sim.certificate }));
    let status = 0;
    void asked.then((response) => {
      status = response.statusCode;
    });
    while (status === 0) {
      await clock.advance(1);
      await new Promise(setImmediate);
    }
    expect(sim.requests[0]?.tookMs).toBeLessThan(clock.now() - 249);
  });

  it('presents another certificate after a change', async () => {
    const sim = await start();
    const old = { ca: sim.certificate, sha256: sim.certificateSha256 };
    expect((await getOverTls(sim, new Agent({ ca: old.ca }))).statusCode).toBe(200);
    await sim.changeCertificate();
    expect(sim.certificateSha256).not.toBe(old.sha256);
    await expect(getOverTls(sim, new Agent({ ca: old.ca }))).rejects.toThrow();
    expect((await getOverTls(sim, new Agent({ ca: sim.certificate }))).statusCode).toBe(200);
  });
});

describe('speed', () => {
  it('falls with the load of the CPU', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock, latency: () => 10 });
    const tookMs = async (cpuLoad: number) => {
      sim.device.cpuLoad = cpuLoad;
      const asked = rest(sim, 'GET', 'system/resource');
      const served = sim.requests.length + 1;
      while (sim.requests.length < served) {
        await clock.advance(1);
        await new Promise(setImmediate);
      }
      expect((await asked).body['cpu-load']).toBe(String(cpuLoad));
      return sim.requests.at(-1)?.tookMs;
    };
    expect(await tookMs(60)).toBe(10);
    expect(await tookMs(100)).toBe(30);
  });
});
