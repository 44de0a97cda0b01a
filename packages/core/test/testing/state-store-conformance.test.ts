import { describe, expect, it } from 'vitest';
import { describeStateStore, MemoryStateStore } from '../../src/testing/index.js';

describeStateStore('MemoryStateStore', async () => ({ store: new MemoryStateStore() }), {
  describe,
  it,
  expect,
});
