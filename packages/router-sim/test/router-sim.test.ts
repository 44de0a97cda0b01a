import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get } from 'node:https';
import { describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../src/certificate.js';
import { RouterError, startRouterSim } from '../src/index.js';
import { authorization, CONTROL, rest, start, startWithQueue } from './support.js';

describe('startRouterSim', () => {
  it('serves HTTPS with the certificate that it tells', async () => {
    const sim = await start();
    const headers = { authorization: authorization(CONTROL) };
    const [response] = await once(
      get(`${sim.httpsUrl}/rest/system/identity`, { headers, ca: sim.certificate }),
      'response',
    );
    expect(response.statusCode).toBe(200);
    const { raw } = response.socket.getPeerCertificate();
    const fingerprint = new X509Certificate(raw).fingerprint256;
    expect(sim.certificateSha256).toBe(fingerprint.replaceAll(':', '').toLowerCase());
    response.resume();
  });

  it('resets HTTPS connections too', async () => {
    const sim = await start();
    sim.fail({}, { kind: 'reset', applied: false });
    const headers = { authorization: authorization(CONTROL) };
    const request = get(`${sim.httpsUrl}/rest/system/identity`, { headers, ca: sim.certificate });
    const [error] = await once(request, 'error');
    expect(error.code).toBe('ECONNRESET');
  });

  it('sends the headers that a router sends, and closes when asked', async () => {
    const sim = await start();
    const headers = { authorization: authorization(CONTROL) };
    const ask = async (keepAlive: boolean) => {
      const agent = new Agent({ ca: sim.certificate, keepAlive });
      const [response] = await once(
        get(`${sim.httpsUrl}/rest/system/identity`, { headers, agent }),
        'response',
      );
      response.resume();
      return response.headers;
    };
    expect(Object.keys(await ask(true)).sort()).toEqual([
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'expires',
      'x-frame-options',
    ]);
    expect((await ask(true)).connection).toBe('keep-alive');
    expect((await ask(false)).connection).toBe('close');
  });

  it('ends while connections are kept alive and commands hang', async () => {
    const sim = await startRouterSim({ users: [CONTROL] });
    expect((await rest(sim, 'GET', 'system/identity')).status).toBe(200);
    const hang = sim.fail({}, { kind: 'hang' });
    const hanging = rest(sim, 'GET', 'system/identity').catch((error: Error) => error);
    await hang.firstHit;
    await sim.close();
    expect(await hanging).toBeInstanceOf(Error);
    await expect(rest(sim, 'GET', 'system/identity')).rejects.toThrow();
  });

  it('listens on the given port, with the given certificate and the factory user', async () => {
    const first = await startRouterSim();
    const httpPort = Number(new URL(first.httpUrl).port);
    await expect(startRouterSim({ httpPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const admin = { ...CONTROL, name: 'admin', password: '' };
    expect((await rest(first, 'GET', 'queue/tree', undefined, admin)).status).toBe(200);
    await first.close();
    const certificate = await selfSignedCertificate();
    const second = await start({ httpPort, certificate });
    expect(second.httpUrl).toBe(first.httpUrl);
    expect(second.certificate).toBe(certificate.cert);
    expect(second.certificateSha256).not.toBe(first.certificateSha256);
  });
});

describe('a port that is taken', () => {
  it('leaves no other one open', async () => {
    const first = await start();
    const gone = await startRouterSim();
    await gone.close();
    const httpPort = Number(new URL(first.httpUrl).port);
    await expect(startRouterSim({ httpPort, sshPort: gone.sshPort })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect((await start({ sshPort: gone.sshPort })).sshPort).toBe(gone.sshPort);
  });
});

describe('the console', () => {
  it('refuses what REST refuses', async () => {
    const sim = await startWithQueue();
    expect(() => sim.add('queue/tree', { name: 'x', parent: 'nowhere' })).toThrow(RouterError);
    expect(() => sim.queue('x')).toThrow(RouterError);
  });

  it('counts what something else has passed', async () => {
    const sim = await startWithQueue();
    sim.count('WAN-Download', 60_000, 0, 100);
    sim.count('WAN-Download', 40_000, 3000, 100);
    const [row] = sim.rows('queue/tree');
    expect(row).toMatchObject({ bytes: '100000', 'queued-bytes': '3000' });
  });
});
