import { describeStateStore } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { adminOf, startRedis, storeAt, WITHOUT_REDIS } from './harness.js';

describeStateStore(
  'RedisStateStore',
  async () => {
    const { url } = await startRedis();
    const admin = await adminOf(url, 'one', 'two');
    const open = () => storeAt(url).store;
    return {
      store: open(),
      reopen: open,
      damage: async (name) => void (await admin.hset(`wanctl:document:${name}`, 'text', '{"tur')),
      lockElsewhere: async (name) => void (await open().lock(name)),
      loseLock: async (name) => void (await admin.hset(`wanctl:lock:${name}`, 'holder', 'another')),
    };
  },
  { describe: describe.skipIf(WITHOUT_REDIS !== null), it, expect },
);
