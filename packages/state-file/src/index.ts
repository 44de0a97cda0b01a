export { DocumentOptions, FileStateOptions, LockOptions } from './file-state-options.js';
export { FileStateStore } from './file-state-store.js';
export { default } from './plugin.js';
