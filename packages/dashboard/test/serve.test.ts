import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { serveDashboard } from '../src/serve.js';
import type { LivePoint } from '../src/source.js';
import { answerTo, ask, fakeSource, point, serve } from './harness.js';

const TOKEN = 'correct horse battery staple'.replaceAll(' ', '-');

describe('health', () => {
  it('is 200 while healthy and 503 while degraded, and says why', async () => {
    const source = fakeSource();
    const dashboard = await serve(source);
    const well = await ask(dashboard, '/health');
    expect(well.status).toBe(200);
    expect(JSON.parse(well.body)).toMatchObject({ status: 'healthy', wans: [{ name: 'fibre' }] });
    source.status = 'degraded';
    const degraded = await ask(dashboard, '/health');
    expect(degraded.status).toBe(503);
    expect(JSON.parse(degraded.body).wans[0].reasons).toEqual(['no measurement: nobody answers']);
  });

  it('has a head without a body', async () => {
    expect(await ask(await serve(fakeSource()), '/health', { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
    });
  });
});

describe('every answer', () => {
  it.each(['/', '/page.js', '/page.css', '/icon.svg', '/health', '/profile', '/nothing'])(
    'to %s forbids all but its own scripts and styles, and other pages to read it',
    async (path) => {
      const { headers } = await ask(await serve(fakeSource()), path, {
        headers: { origin: 'http://evil.example' },
      });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  it('names its type', async () => {
    const dashboard = await serve(fakeSource());
    const typeOf = async (path: string) => (await ask(dashboard, path)).headers['content-type'];
    expect(await typeOf('/')).toContain('text/html');
    expect(await typeOf('/page.js')).toContain('text/javascript');
    expect(await typeOf('/page.css')).toContain('text/css');
    expect(await typeOf('/health')).toBe('application/json');
  });

  it('tells nothing of what failed inside', async () => {
    const source = { ...fakeSource(), history: () => Promise.reject(new Error('/var/lib/secret: EACCES')) };
    expect(await ask(await serve(source), '/history?range=1h')).toMatchObject({
      status: 500,
      body: '{"error":"the daemon could not answer"}',
    });
  });
});

describe('a request is refused', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('with the method %s', async (method) => {
    expect(await ask(await serve(fakeSource()), '/health', { method })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  it('with a body', async () => {
    const { url } = await serve(fakeSource());
    const asked = request(new URL('health', url), { agent: false, headers: { 'content-length': 4 } });
    expect((await answerTo(asked.end('body'))).status).toBe(413);
    const chunked = request(new URL('health', url), {
      agent: false,
      headers: { 'transfer-encoding': 'chunked' },
    });
    expect((await answerTo(chunked.end('body'))).status).toBe(413);
  });

  it('with more than 8 kB of headers', async () => {
    const headers = { 'x-long': 'x'.repeat(9000) };
    expect((await ask(await serve(fakeSource()), '/health', { headers })).status).toBe(431);
  });

  it('for a path that is not there, or leaves the folder', async () => {
    const dashboard = await serve(fakeSource());
    for (const path of ['/nothing', '/../package.json', '/%2e%2e/index.js', '/constructor']) {
      expect((await ask(dashboard, path)).status).toBe(404);
    }
  });

  it.each(['evil.example', 'evil.example:9101', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b'])(
    "by the name %s, which may be anybody's",
    async (host) => {
      expect((await ask(await serve(fakeSource()), '/health', { headers: { host } })).status).toBe(421);
    },
  );

  it('without a name', async () => {
    const { url } = await serve(fakeSource());
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('GET /health HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toContain('421');
  });
});

it.each(['127.0.0.1', 'localhost:9101', '[::1]:9101', '192.0.2.7', hostname(), `${hostname()}.local`])(
  'answers by the name %s',
  async (host) => {
    expect((await ask(await serve(fakeSource()), '/health', { headers: { host } })).status).toBe(200);
  },
);

describe('a token', () => {
  it('is wanted from everybody, for everything', async () => {
    const dashboard = await serve(fakeSource(), { token: TOKEN });
    for (const path of ['/', '/health', '/live', '/page.js', '/nothing']) {
      const { status, headers, body } = await ask(dashboard, path);
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toContain('Basic');
      expect(body).not.toContain(TOKEN);
    }
  });

  it.each([
    ['as Bearer', `Bearer ${TOKEN}`, 200],
    ['as password of any user', `Basic ${btoa(`me:${TOKEN}`)}`, 200],
    ['as password of no user', `basic ${btoa(`:${TOKEN}`)}`, 200],
    ['with a sign more', `Bearer ${TOKEN}x`, 401],
    ['with a sign less', `Bearer ${TOKEN.slice(0, -1)}`, 401],
    ['as user', `Basic ${btoa(`${TOKEN}:`)}`, 401],
    ['in another way', `Digest ${TOKEN}`, 401],
    ['not at all', 'Bearer', 401],
  ])('%s', async (_, authorization, status) => {
    const dashboard = await serve(fakeSource(), { token: TOKEN });
    expect((await ask(dashboard, '/health', { headers: { authorization } })).status).toBe(status);
  });

  it.each(['0.0.0.0', '::', '192.168.88.2', 'router.lan', '127.0.0.1.evil.example'])(
    'is missed at once on %s, which others can reach',
    async (host) => {
      const place = { host, port: 0, token: null };
      await expect(serveDashboard(place, fakeSource())).rejects.toThrow(
        `others can reach ${host}: set a token`,
      );
    },
  );
});

it('rejects when the port is taken', async () => {
  const { url } = await serve(fakeSource());
  await expect(serve(fakeSource(), { port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
});

describe('history', () => {
  it('is that of the asked range', async () => {
    const source = { ...fakeSource(), history: async (range: string) => [point(1, { wan: range })] };
    const { status, body } = await ask(await serve(source), '/history?range=7d');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject([{ wan: '7d' }]);
  });

  it.each(['', '?range=', '?range=1y', '?range=constructor'])('is refused for %s', async (query) => {
    expect(await ask(await serve(fakeSource()), `/history${query}`)).toMatchObject({
      status: 400,
      body: '{"error":"range is one of 1h, 6h, 24h, 7d, 14d"}',
    });
  });

  it('is read once for all who ask at the same time, and anew for the next', async () => {
    const reads = new EventEmitter<{ read: [answer: (points: LivePoint[]) => void] }>();
    let count = 0;
    const source = {
      ...fakeSource(),
      history: () =>
        new Promise<LivePoint[]>((resolve) => {
          count += 1;
          reads.emit('read', resolve);
        }),
    };
    const dashboard = await serve(source);
    const first = ask(dashboard, '/history?range=1h');
    const [answerFirst] = await once(reads, 'read');
    const second = request(new URL('history?range=1h', dashboard.url), { agent: false }).end();
    // It has come when a later one has been answered.
    await once(second, 'finish');
    await ask(dashboard, '/health');
    answerFirst([]);
    await Promise.all([first, answerTo(second)]);
    expect(count).toBe(1);
    const third = ask(dashboard, '/history?range=1h');
    const [answerThird] = await once(reads, 'read');
    answerThird([]);
    await third;
    expect(count).toBe(2);
  });
});
