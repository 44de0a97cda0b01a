import type { PerDirection } from '../assessor.js';
import type { Logger } from '../logger.js';
import type { Row, Transport } from '../transport.js';
import { TransportError } from '../transport-error.js';

/** Where queue trees live. */
export const QUEUE_MENU = 'queue/tree';

/** One queue of the router and the queue type it should have. */
export interface QueueTarget {
  readonly queue: string;
  /** Assigned when the router has a type of that name and the queue another. */
  readonly type: string;
}

/** A queue as the router has it. */
export interface FoundQueue {
  readonly id: string;
  /** bit/s; 0: unlimited; null: the router gave no number. */
  readonly maxLimitBps: number | null;
  /** The type the queue should have and has not; null when it has it, or the router knows no such type. */
  readonly missingType: string | null;
}

/**
 * Both queues of a WAN with their real limits. Names are compared on our side, exactly, because RouterOS'
 * filters are not reliable for names with special characters. Throws `not-found` with the names there are.
 */
export async function findQueues(
  transport: Transport,
  targets: PerDirection<QueueTarget>,
  logger: Logger,
): Promise<PerDirection<FoundQueue>> {
  const queues = await transport.read({ menu: QUEUE_MENU, fields: ['name', 'max-limit', 'queue'] });
  const download = rowOf(queues, targets.download.queue);
  const upload = rowOf(queues, targets.upload.queue);
  const types = await typeNames(transport, [
    [download, targets.download],
    [upload, targets.upload],
  ]);
  return {
    download: describe(download, targets.download, types, logger),
    upload: describe(upload, targets.upload, types, logger),
  };
}

function rowOf(queues: readonly Row[], name: string): Row {
  const rows = queues.filter((row) => row['name'] === name);
  if (rows.length === 1 && rows[0]) return rows[0];
  const names = queues.map((row) => `"${row['name']}"`).join(', ') || 'none at all';
  const message =
    rows.length > 1
      ? `the router has ${rows.length} queues named "${name}": rename all but one`
      : `the router has no queue tree entry "${name}"; it has ${names}`;
  throw new TransportError('not-found', message);
}

/** Names of the router's queue types; not asked for when both queues have theirs already. */
async function typeNames(
  transport: Transport,
  pairs: readonly (readonly [Row, QueueTarget])[],
): Promise<ReadonlySet<string>> {
  if (pairs.every(([row, target]) => row['queue'] === target.type)) return new Set();
  const types = await transport.read({ menu: 'queue/type', fields: ['name'] });
  return new Set(types.flatMap((row) => row['name'] ?? []));
}

function describe(row: Row, target: QueueTarget, types: ReadonlySet<string>, logger: Logger): FoundQueue {
  const hasType = row['queue'] === target.type;
  if (!hasType && !types.has(target.type)) {
    logger.debug(
      `queue "${target.queue}" keeps its type "${row['queue']}": the router has no type "${target.type}"`,
    );
  }
  return {
    id: row['.id'] ?? '',
    maxLimitBps: limitOf(row['max-limit']),
    missingType: !hasType && types.has(target.type) ? target.type : null,
  };
}

function limitOf(text = ''): number | null {
  const limitBps = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(limitBps) ? limitBps : null;
}
