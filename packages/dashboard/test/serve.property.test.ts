import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ask, fakeSource, serve } from './harness.js';

const TOKEN = 'correct-horse-battery-staple';
const PATHS = [
  '/',
  '/health',
  '/history?range=1h',
  '/history?range=9h',
  '/profile',
  '//',
  '/%',
  '/%2e%2e/x',
  '*',
  'http://x/health',
  '/constructor',
];
const word = fc.oneof(
  fc.constantFrom('GET', 'HEAD', 'POST', 'PRI', ...PATHS),
  fc.string({ unit: 'binary-ascii', maxLength: 9 }),
);
const header = fc.oneof(
  fc.constantFrom(
    ...[
      'Host: 127.0.0.1',
      'Host: evil.example',
      'Host: [::1',
      'Content-Length: 9',
      'Content-Length: -1',
      'Upgrade: h2c',
    ],
    ...[
      'Transfer-Encoding: chunked',
      'Expect: 100-continue',
      'Authorization: Basic !!',
      `Authorization: Bearer x${TOKEN}`,
    ],
  ),
  fc
    .tuple(fc.string({ maxLength: 9 }), fc.string({ unit: 'binary-ascii', maxLength: 20 }))
    .map((parts) => parts.join(':')),
);
const request = fc
  .tuple(
    fc.constantFrom('GET', 'HEAD', 'POST'),
    fc.oneof(fc.constantFrom(...PATHS), word),
    fc.array(header, { maxLength: 5 }),
  )
  .map(([method, path, headers]) =>
    [`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'),
  );
const bytes = fc.oneof(
  request.map((lines) => Buffer.from(lines)),
  fc.uint8Array({ minLength: 1 }),
);

/** All that a server at that port says to those bytes; to who hangs up behind them it need not say anything. */
async function answerTo(port: number, sent: Uint8Array, hangUp: boolean): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(sent);
  if (hangUp) socket.end();
  // Bytes that it does not read make it reset the connection.
  return text(socket).catch(() => '');
}

it('answers any bytes with a page, a refusal or a hang-up, tells no secret, and goes on', async () => {
  const source = fakeSource();
  const dashboard = await serve(source, { token: TOKEN });
  const port = Number(new URL(dashboard.url).port);
  await fc.assert(
    fc.asyncProperty(bytes, async (sent) => {
      const answer = await answerTo(port, sent, true);
      expect(answer).toMatch(/^(HTTP\/1\.1 (100|4\d\d) |$)/);
      expect(answer).not.toContain(TOKEN);
    }),
  );
  const headers = { authorization: `Bearer ${TOKEN}` };
  expect((await ask(dashboard, '/health', { headers })).status).toBe(200);
  expect(source.followers.size).toBe(0);
});

it('has no path that makes it fail', async () => {
  const { url } = await serve(fakeSource());
  const port = Number(new URL(url).port);
  const path = fc
    .oneof(fc.constantFrom(...PATHS), fc.webPath(), fc.string({ unit: 'grapheme-ascii' }))
    .filter((target) => !/\s|^$/.test(target));
  await fc.assert(
    fc.asyncProperty(path, async (target) => {
      const answer = await answerTo(
        port,
        Buffer.from(`HEAD ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
        false,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 (200|4\d\d) /);
    }),
  );
});
