export { RedisStateOptions } from './options.js';
export { default } from './plugin.js';
export { RedisStateStore } from './redis-state-store.js';
