import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@wanctl/core/testing';
import type { LiveRecord } from '@wanctl/dashboard';
import { expect, it } from 'vitest';
import { healthOf } from '../../src/health/health.js';
import { listenOn } from '../../src/local-socket/listen.js';
import { answerFrom } from '../../src/local-socket/request-handler.js';
import { followDaemons } from '../../src/watch/follow-daemons.js';
import { reportOn } from '../health/report.js';

const event = (text: string): LiveRecord => ({ kind: 'event', atMs: 1, name: 'fibre', what: 'fault', text });

/** A daemon on that socket that says one thing and then no more, or drops its readers then. */
function daemonOn(path: string, pid: number, text: string, onDropped?: () => void) {
  const body = { ...healthOf(reportOn()), pid };
  return listenOn(
    path,
    answerFrom({
      pages: { '/health': () => ({ status: 200, body }) },
      streams: {
        '/live': (response) => {
          response.write(`${JSON.stringify(event(text))}\n`);
          if (onDropped) response.end(onDropped);
        },
      },
    }),
  );
}

it('follows a daemon through its end and return', { timeout: 20_000 }, async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'wanctl-watch-')), 'fibre.sock');
  const clock = new ManualClock();
  const following = await followDaemons([{ wan: 'fibre', path }], clock);
  expect(following.seen()).toMatchObject({
    healths: [],
    missing: [`fibre: not running, waiting for it at ${path}`],
  });
  /** Lets time pass until the condition holds; what comes over the socket comes when it comes. */
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      await clock.advance(100);
      await new Promise(setImmediate);
    }
  };
  const texts = () => following.seen().events.map(({ text }) => text);

  let dropped = 0;
  const endFirst = await daemonOn(path, 1, 'first', () => {
    dropped += 1;
  });
  await until(() => dropped > 2 && texts().length > 0);
  // Whatever it has told more than once is there once.
  expect(texts()).toEqual(['first']);
  expect(following.seen()).toMatchObject({ healths: [{ pid: 1 }], missing: [] });
  await endFirst();
  await until(() => following.seen().missing.length === 1);
  expect(following.seen().healths).toEqual([]);

  const endSecond = await daemonOn(path, 2, 'second');
  await until(() => texts().includes('second'));
  expect(texts()).toEqual(['second']);
  following.end();
  await endSecond();
});
