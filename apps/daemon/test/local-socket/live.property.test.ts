import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import type { LiveEvent, LiveRecord } from '@wanctl/dashboard';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { followLive } from '../../src/local-socket/follow-live.js';
import { listenOn } from '../../src/local-socket/listen.js';
import { answerFrom } from '../../src/local-socket/request-handler.js';

async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-socket-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'wan.sock');
}

const record = fc
  .string({ unit: 'grapheme' })
  .map((words): LiveEvent => ({ kind: 'event', atMs: 1, name: 'cable', what: 'fault', text: words }));

it('reads the same records of a feed in whatever pieces they come, and no half one', async () => {
  let pieces: readonly Buffer[] = [];
  const path = await newPath();
  const server = createServer(async (_, response) => {
    for (const piece of pieces) await new Promise((resolve) => void response.write(piece, resolve));
    response.end();
  });
  await once(server.listen(path), 'listening');
  onTestFinished(() => void server.close());
  const torn = fc.constantFrom('', '{"kind":"ev');
  await fc.assert(
    fc.asyncProperty(
      fc.array(record),
      torn,
      fc.array(fc.nat(), { maxLength: 9 }),
      async (records, tail, places) => {
        const bytes = Buffer.from(records.map((one) => `${JSON.stringify(one)}\n`).join('') + tail);
        const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort(
          (a, b) => a - b,
        );
        pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        const seen: LiveRecord[] = [];
        await followLive(path, (one) => seen.push(one), new AbortController().signal);
        expect(seen).toEqual(records);
      },
    ),
  );
});

it('answers any bytes on the socket with a page, a refusal or a hang-up, and goes on', async () => {
  const path = await newPath();
  const pages = { '/health': () => ({ status: 200, body: { ok: true } }) };
  const end = await listenOn(path, answerFrom({ pages, streams: {} }));
  onTestFinished(end);
  const target = fc.oneof(
    fc.constantFrom('/health', '/constructor', '/__proto__', '*', '//', 'http://x/health', 'constructor'),
    fc.webPath(),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1 }),
    fc
      .tuple(fc.constantFrom('GET', 'POST', 'HEAD', 'PRI'), target)
      .map(([method, url]) =>
        Buffer.from(`${method} ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      ),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (sent) => {
      const socket = connect(path);
      await once(socket, 'connect');
      socket.end(sent);
      // What it does not read makes it hang up.
      expect(await text(socket).catch(() => '')).toMatch(/^(HTTP\/1\.1 (200|4\d\d) |$)/);
    }),
  );
  const [response] = await once(request({ socketPath: path, path: '/health' }).end(), 'response');
  expect(await json(response)).toEqual({ ok: true });
});
