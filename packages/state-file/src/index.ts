export { DocumentOptions, FileStateOptions, LockOptions } from './file-state-options.js';
export { FileStateStore } from './file-state-store.js';
export type { HistoryLimits, HistoryPlace } from './history/day-files.js';
export { HistoryWriter } from './history/history-writer.js';
export { readHistory } from './history/read-history.js';
export { default } from './plugin.js';
