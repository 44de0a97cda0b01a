import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { adminOf, startRedis, storeAt, WITHOUT_REDIS } from './harness.js';

const locked = { code: 'ERR_STATE_LOCKED' };

describe.skipIf(WITHOUT_REDIS !== null)('a lock in Redis', () => {
  it('passes on after it has been seen without a sign of life for the whole lease', async () => {
    const { url } = await startRedis();
    const admin = await adminOf(url, 'wan1');
    const dead = storeAt(url, { clock: new ManualClock() }).store;
    await dead.lock('wan1');
    await dead.save('wan1', { turn: 1 });

    const clock = new ManualClock();
    const { store } = storeAt(url, { clock });
    await expect(store.lock('wan1')).rejects.toMatchObject(locked);
    await clock.advance(5999);
    await admin.hincrby('wanctl:lock:wan1', 'beats', 1);
    await clock.advance(1);
    await expect(store.lock('wan1')).rejects.toMatchObject(locked);
    await clock.advance(6000);
    const lock = await store.lock('wan1');
    expect(lock.held()).toBe(true);
    expect(await admin.hget('wanctl:lock:wan1', 'token')).toBe('2');

    await expect(dead.save('wan1', { turn: 2 })).rejects.toMatchObject(locked);
    await lock.release();
    await expect(dead.save('wan1', { turn: 2 })).rejects.toMatchObject(locked);
    expect(await store.load('wan1')).toEqual({ turn: 1 });
  });

  it('of which Redis has lost all trace is taken no sooner', async () => {
    const { url } = await startRedis();
    const clock = new ManualClock();
    const { store } = storeAt(url, { clock });
    await expect(store.lock('wan1')).rejects.toMatchObject(locked);
    await clock.advance(6000);
    expect((await store.lock('wan1')).held()).toBe(true);
  });

  it('cannot be had, nor a document, while Redis is away, which is told in one line', async () => {
    const { url, server } = await startRedis();
    server.kill('SIGKILL');
    const { store } = storeAt(url);
    await expect(store.lock('wan1')).rejects.toMatchObject({
      code: 'ERR_STATE_IO',
      message: expect.stringMatching(
        /^cannot take the lock of "wan1" in Redis at redis:.*: check that it runs/,
      ),
    });
    await expect(store.load('wan1')).rejects.toMatchObject({ code: 'ERR_STATE_IO' });
  });
});
