import { WanctlError } from '@wanctl/core';
import { type Limits, readJournal, removeJournal, writeJournal } from './journal.js';
import type { Line } from './line.js';

/** The router may take so long for the old limits, ms. */
const PATIENCE_MS = 60_000;

/**
 * Does something that changes the line's limits, and sets them back whatever comes of it; `use` gets what they were. A
 * journal outlives a kill, and what a killed one has left behind is set back first. Throws `WanctlError`.
 */
export async function keepLimits<T>(
  line: Pick<Line, 'limitsBps' | 'bring'>,
  journal: string,
  note: (text: string) => void,
  use: (beforeBps: Limits) => Promise<T>,
): Promise<T> {
  const left = await readJournal(journal);
  if (left) {
    note('the last calibration was cut off: setting its limits back');
    await line.bring(left, PATIENCE_MS);
  }
  const beforeBps = left ?? (await line.limitsBps());
  await writeJournal(journal, beforeBps);
  try {
    return await use(beforeBps);
  } finally {
    await line.bring(beforeBps, PATIENCE_MS).catch((error) => {
      throw notSetBack(beforeBps, error);
    });
    await removeJournal(journal);
  }
}

function notSetBack({ download, upload }: Limits, cause: unknown): WanctlError {
  return new WanctlError(
    'ERR_ROUTER_OBJECT',
    `the limits could not be set back to ${download} (download) and ${upload} (upload) bit/s, 0 being none: set them by hand, or start the daemon or calibrate, which try again`,
    { cause },
  );
}
