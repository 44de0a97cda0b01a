import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveEvent, LiveFeed, LiveRecord } from '@wanctl/dashboard';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followLive } from '../../src/local-socket/follow-live.js';
import { listenOn } from '../../src/local-socket/listen.js';
import { answerFrom } from '../../src/local-socket/request-handler.js';
import { streamLive } from '../../src/local-socket/stream-live.js';

const event = (text: string): LiveEvent => ({ kind: 'event', atMs: 1, name: 'cable', what: 'fault', text });

/** A feed by hand. */
function feedOf(past: readonly LiveRecord[]) {
  const followers = new Set<(record: LiveRecord) => void>();
  const feed: LiveFeed = {
    recent: () => past,
    follow(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
  };
  return {
    feed,
    followers,
    tell: (text: string) => followers.forEach((follower) => void follower(event(text))),
  };
}

let path: string;
let end: () => Promise<void>;
let hand: ReturnType<typeof feedOf>;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'wanctl-socket-')), 'wan.sock');
  hand = feedOf([event('past ü'), event('x'.repeat(300_000))]);
  end = await listenOn(
    path,
    answerFrom({ pages: {}, streams: { '/live': (response) => streamLive(hand.feed, response) } }),
  );
});
afterEach(() => end());

it('tells the past and then what happens, until the reader goes', async () => {
  const reading = new AbortController();
  const texts: string[] = [];
  const closed = followLive(
    path,
    (record) => {
      if (record.kind !== 'event') return;
      texts.push(record.text.slice(0, 9));
      if (texts.length === 2) hand.tell('news 1');
      if (texts.length === 3) hand.tell('news 2');
      if (texts.length === 4) reading.abort();
    },
    reading.signal,
  );
  await closed;
  expect(texts).toEqual(['past ü', 'xxxxxxxxx', 'news 1', 'news 2']);
});

it('ends with the daemon, and where nobody answers', async () => {
  const reading = new AbortController();
  await followLive(path, () => void end(), reading.signal);
  await followLive(`${path}.none`, () => {}, reading.signal);
});

it('drops a reader that does not read', async () => {
  const request = get({ socketPath: path, path: '/live', agent: false });
  const [response]: IncomingMessage[] = await once(request, 'response');
  response?.on('error', () => {});
  const dropped = new Promise((resolve) => response?.once('close', resolve));
  for (let told = 0; told < 1000 && hand.followers.size > 0; told += 1) {
    hand.tell('y'.repeat(10_000));
    // Lets what fits into the socket's buffers go there.
    await new Promise(setImmediate);
  }
  expect(hand.followers.size).toBe(0);
  response?.resume();
  await dropped;
});
