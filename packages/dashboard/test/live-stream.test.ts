import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { ask, event, fakeSource, openLive, point, serve } from './harness.js';

/** Reads on until the text is there; gives all that came. */
async function untilText(stream: IncomingMessage, wanted: string): Promise<string> {
  let got = '';
  while (!got.includes(wanted)) {
    const [chunk] = await once(stream, 'data');
    got += chunk;
  }
  return got;
}

it('begins with the last minutes and goes on with what happens', async () => {
  const source = fakeSource([point(1), event(2, 'download 90.0 Mbit/s')]);
  const live = await openLive(await serve(source));
  expect(live.headers['content-type']).toBe('text/event-stream');
  const first = await untilText(live, '\n\n');
  expect(first).toContain('event: recent\n');
  expect(JSON.parse(first.match(/^data: (.*)$/m)?.[1] ?? '')).toEqual(source.recent());
  const next = untilText(live, '\n\n');
  source.tell(point(3));
  expect(await next).toBe(`data: ${JSON.stringify(point(3))}\n\n`);
});

it('is not followed any longer when the reader has gone, nor for a mere head', async () => {
  const source = fakeSource();
  const dashboard = await serve(source);
  const live = await openLive(dashboard);
  expect(source.followers.size).toBe(1);
  const forgotten = new Promise<void>((resolve) => {
    const forget = source.followers.delete.bind(source.followers);
    source.followers.delete = (listener) => {
      resolve();
      return forget(listener);
    };
  });
  live.destroy();
  await forgotten;
  expect(source.followers.size).toBe(0);
  expect((await ask(dashboard, '/live', { method: 'HEAD' })).status).toBe(200);
  expect(source.followers.size).toBe(0);
});

it('drops a reader that does not read, and only that one', async () => {
  const source = fakeSource();
  const dashboard = await serve(source);
  const slow = await openLive(dashboard);
  const quick = await openLive(dashboard);
  let got = 0;
  quick.on('data', (chunk: Buffer) => {
    got += chunk.length;
  });
  const big = event(1, 'x'.repeat(100_000));
  let told = 0;
  // The quick one takes each before the next: what is kept for the slow one grows.
  while (source.followers.size === 2 && told < 1000) {
    source.tell(big);
    told += 1;
    while (got < told * 100_000) await once(quick, 'data');
  }
  expect(source.followers.size).toBe(1);
  expect(slow.readableEnded).toBe(false);
  const next = untilText(quick, 'still here');
  source.tell(event(2, 'still here'));
  await next;
});

it('ends with the dashboard', async () => {
  const source = fakeSource();
  const dashboard = await serve(source);
  const live = await openLive(dashboard);
  const ended = new Promise((resolve) => live.once('close', resolve));
  live.resume();
  await dashboard.close();
  await ended;
  expect(source.followers.size).toBe(0);
});
