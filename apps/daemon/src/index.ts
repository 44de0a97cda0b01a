export { createDaemon, type Daemon } from './daemon/daemon.js';
export type { LogWishes } from './daemon/ground.js';
export { type DaemonFiles, type LoadWishes, loadFiles } from './daemon/load-files.js';
