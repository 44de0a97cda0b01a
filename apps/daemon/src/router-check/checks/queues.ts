import { queueTreeCommands } from '../../router-setup/queue-tree.js';
import { queueTypeCommand, queueTypeName } from '../../router-setup/queue-types.js';
import type { Check } from '../check.js';
import { type Finding, setLine } from '../finding.js';
import type { RouterSnapshot } from '../snapshot.js';
import { type WanQueue, wanQueues } from '../wan-queue.js';

/** That each queue is there once, in force, and of a CAKE type. */
export const checkQueues: Check = (router, wanted) => {
  if (!router.queues) return [];
  return wanQueues(router, wanted).flatMap((queue) => judge(queue, router) ?? []);
};

function judge(queue: WanQueue, router: RouterSnapshot): Finding {
  const { name, rows } = queue;
  const [row, ...others] = rows;
  if (!row) return missing(queue, router);
  if (others.length > 0) {
    const what = `there are ${rows.length} queues named "${name}"`;
    return { level: 'problem', what, why: 'wanctl does not guess which is meant: rename all but one' };
  }
  if (row['disabled'] === 'true') {
    return {
      level: 'problem',
      what: `queue "${name}" is disabled`,
      why: 'its limit shapes nothing',
      commands: [setLine('queue/tree', name, { disabled: 'no' })],
    };
  }
  if (row['invalid'] === 'true') {
    const what = `queue "${name}" is invalid: its parent "${row['parent']}" or its type "${row['queue']}" is gone`;
    return { level: 'problem', what, why: 'it shapes nothing; give it those that are there' };
  }
  return judgeType(queue, router);
}

function missing(
  { wan, direction, name }: WanQueue,
  { queues, simpleQueues, interfaces }: RouterSnapshot,
): Finding {
  const isSimple = simpleQueues?.some((row) => row['name'] === name);
  const names = queues?.map((row) => `"${row['name']}"`).join(', ') || 'none';
  const wanInterface = queues?.find((row) => row['name'] === wan.queues.upload)?.['parent'] ?? 'ether1';
  const lanInterface = interfaces?.find((row) => row['type'] === 'bridge')?.['name'] ?? 'bridge';
  const limitMbps = wan.limitsMbps[direction];
  const wishes = { wanName: wan.wanName, direction, queue: name, wanInterface, lanInterface, limitMbps };
  return {
    level: 'problem',
    what: `there is no queue tree entry "${name}"${isSimple ? ', only a simple queue of that name' : ''}; there are ${names}`,
    why: `wanctl steers entries of /queue/tree; with your interfaces in place of ${wanInterface} and ${lanInterface}:`,
    commands: queueTreeCommands({ ...wishes, isFurtherWan: false }),
  };
}

function judgeType(
  { wan, direction, name, rows: [row = {}], type }: WanQueue,
  { types }: RouterSnapshot,
): Finding {
  const seen = `queue "${name}" (${direction} of ${wan.wanName})`;
  if (!types || type?.['kind'] === 'cake') {
    const limit = `${Number(row['max-limit']) / 1e6} Mbit/s`;
    return { level: 'ok', what: `${seen}: type "${row['queue']}" below "${row['parent']}", now at ${limit}` };
  }
  const wantedType = queueTypeName(wan.wanName, direction);
  const isThere = types.some((other) => other['name'] === wantedType);
  return {
    level: isThere ? 'advice' : 'warning',
    what: `${seen} is no CAKE queue: its type "${row['queue']}" is ${type?.['kind'] ?? 'unknown'}`,
    why: isThere
      ? `wanctl gives it "${wantedType}" when it starts`
      : 'connections share it unfairly, and a full queue delays all of them',
    commands: [
      ...(isThere ? [] : [queueTypeCommand(wan.wanName, direction, {})]),
      setLine('queue/tree', name, { queue: wantedType }),
    ],
  };
}
