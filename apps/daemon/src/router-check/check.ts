import type { Finding } from './finding.js';
import type { RouterSnapshot } from './snapshot.js';
import type { Wanted } from './wanted.js';

/** Judges a router by its menus and by what the files want of it. Pure. */
export type Check = (router: RouterSnapshot, wanted: Wanted) => readonly Finding[];
