import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ManualClock } from '@wanctl/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openConsole } from '../../src/console.js';
import { createRouter } from '../../src/create-router.js';
import { RouterError } from '../../src/device/router-error.js';
import { dispatch } from '../../src/rest/dispatch.js';
import { authorization, CONTROL, rest, startWithQueue } from '../support.js';

const SEGMENTS = [
  ...[
    'queue',
    'tree',
    'queue/tree',
    'queue/simple',
    'system/resource',
    'interface',
    'log',
    'ip/firewall/mangle',
  ],
  ...[
    '*1000000',
    '*F',
    'WAN-Download',
    'print',
    'add',
    'set',
    'remove',
    'monitor-traffic',
    'reset-counters',
    'execute',
  ],
  ...[
    'constructor',
    '__proto__',
    'toString',
    '%',
    '%00',
    '..',
    '',
    '?',
    '?.proplist=name',
    '?name=x',
    '?__proto__=x',
  ],
];
const path = fc.array(fc.oneof(fc.constantFrom(...SEGMENTS), fc.webSegment()), { maxLength: 4 });
const KEYS = [
  ...[
    '.id',
    'numbers',
    'name',
    'max-limit',
    'disabled',
    'interface',
    'script',
    'as-string',
    '.query',
    '.proplist',
  ],
  ...['constructor', '__proto__', 'toString'],
];
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('*1000000', '1M', '-1', '', true, 1e308, ['name=x', '#|', '#!', '#9999999999.']),
  fc.array(fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue(), { maxKeys: 2 }), { maxLength: 2 }),
);
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 4 }).map((data) => JSON.stringify(data)),
  fc.string({ unit: 'binary-ascii' }),
  fc.nat(20_000).map((depth) => `{".query":${'['.repeat(depth)}${']'.repeat(depth)}}`),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'HEAD'),
  url: path.map((segments) => `/rest/${segments.join('/')}`),
  contentType: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    undefined,
  ),
  body,
});

it('answers any request with JSON, or refuses it as a router does', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const router = createRouter(new ManualClock());
      openConsole(router).add('queue/tree', { name: 'WAN-Download', parent: 'bridge' });
      try {
        const { status, body: answered } = dispatch(router, ['read', 'write'], asked);
        expect(status).toBeGreaterThanOrEqual(200);
        if (answered !== undefined) expect(JSON.stringify(answered)).toBeTypeOf('string');
      } catch (error) {
        expect(error).toBeInstanceOf(RouterError);
      }
    }),
  );
});

it('goes on after any bytes', async () => {
  const sim = await startWithQueue();
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1 }),
    request.map(({ method, url, body: sent }) =>
      Buffer.from(
        `${method} ${encodeURI(url)} HTTP/1.1\r\nHost: r\r\nConnection: close\r\nAuthorization: ${authorization(CONTROL)}\r\n` +
          `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(sent)}\r\n\r\n${sent}`,
      ),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      bytes.filter((sent) => !Buffer.from(sent).includes('monitor-traffic')),
      async (sent) => {
        const socket = connect(Number(new URL(sim.httpUrl).port), '127.0.0.1');
        await once(socket, 'connect');
        socket.end(sent);
        // What it does not read makes it reset the connection.
        expect(await text(socket).catch(() => '')).toMatch(/^(HTTP\/1\.1 [2-5]\d\d |$)/);
      },
    ),
  );
  expect((await rest(sim, 'GET', 'queue/tree')).status).toBe(200);
});
