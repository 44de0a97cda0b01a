import { definePlugin } from '@wanctl/core';
import { RedisStateOptions } from './options.js';
import { RedisStateStore } from './redis-state-store.js';

/** State store `redis`: documents and leases in Redis. */
export default definePlugin({
  kind: 'state-store',
  name: 'redis',
  options: RedisStateOptions,
  component: RedisStateStore,
});
