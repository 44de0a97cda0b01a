import { definePlugin } from '@wanctl/core';
import { ExampleStateStore } from './example-state-store.js';
import { ExampleStateStoreOptions } from './options.js';

export { ExampleStateStore } from './example-state-store.js';
export { ExampleStateStoreOptions } from './options.js';

export default definePlugin({
  kind: 'state-store',
  name: 'example-state-store',
  options: ExampleStateStoreOptions,
  component: ExampleStateStore,
});
