import type { Transport } from '@wanctl/core';
import type { Finding } from './finding.js';
import type { RouterSnapshot } from './snapshot.js';
import { wanQueues } from './wan-queue.js';
import type { Wanted } from './wanted.js';
import { sectorsWritten } from './way.js';

/** Writes of the probe. */
export const WEAR_WRITES = 5;

/** Sets `limit-at` of a queue, which wanctl never changes, to its own value, and sees what that costs the flash. */
export async function probeWrites(
  transport: Transport,
  router: RouterSnapshot,
  wanted: Wanted,
): Promise<readonly Finding[]> {
  const row = wanQueues(router, wanted).find(({ rows }) => rows.length === 1)?.rows[0];
  if (!row) return [];
  const change = { menu: 'queue/tree', id: row['.id'] ?? '', set: { 'limit-at': row['limit-at'] ?? '0' } };
  const before = await sectorsWritten(transport);
  for (let write = 0; write < WEAR_WRITES; write += 1) {
    const [outcome] = await transport.apply([change]);
    if (outcome?.status !== 'failed') continue;
    return [{ level: 'problem', what: outcome.error.message, why: 'wanctl cannot set a limit' }];
  }
  const sectors = (await sectorsWritten(transport)) - before;
  const cost = Number.isNaN(sectors)
    ? 'cost the flash what this router does not tell'
    : `wrote ${sectors} sectors to its flash`;
  return [{ level: 'ok', what: `${WEAR_WRITES} writes ${cost}` }];
}
