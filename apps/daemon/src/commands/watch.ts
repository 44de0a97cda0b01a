import { systemClock, WanctlError } from '@wanctl/core';
import { findSockets, NOTHING_RUNS } from '../local-socket/find-daemons.js';
import { followDaemons } from '../watch/follow-daemons.js';
import { linePrinter } from '../watch/line-printer.js';
import type { Seen } from '../watch/seen.js';
import { showOnTerminal } from '../watch/show-on-terminal.js';

/** Flags of `wanctl watch`. */
export interface WatchOptions {
  readonly config?: readonly string[];
}

/** How often lines are printed, ms. */
const LINES_MS = 2000;

/**
 * Shows running daemons live until `q`, Ctrl-C or a signal: on the whole terminal, or in lines where there is none.
 * Throws `WanctlError`.
 */
export async function watch({ config }: WatchOptions): Promise<number> {
  const sockets = await findSockets(config);
  if (sockets.length === 0) throw new WanctlError('ERR_STATE_IO', NOTHING_RUNS);
  const following = await followDaemons(sockets, systemClock);
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  const isScreen = process.stdout.isTTY && process.env['TERM'] !== 'dumb';
  try {
    await (isScreen ? showOnTerminal(following.seen, ended) : printLines(following.seen, ended));
  } finally {
    following.end();
  }
  return 0;
}

async function printLines(seen: () => Seen, ended: Promise<void>): Promise<void> {
  const print = linePrinter(console.log, Date.now());
  const printing = setInterval(() => print(seen()), LINES_MS);
  print(seen());
  await ended;
  clearInterval(printing);
}
