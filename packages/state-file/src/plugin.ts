import { definePlugin } from '@wanctl/core';
import { FileStateOptions } from './file-state-options.js';
import { FileStateStore } from './file-state-store.js';

/** State store `file`: JSON documents and PID locks in files. */
export default definePlugin({
  kind: 'state-store',
  name: 'file',
  options: FileStateOptions,
  component: FileStateStore,
});
