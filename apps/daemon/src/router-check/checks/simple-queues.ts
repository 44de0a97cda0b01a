import type { Check } from '../check.js';
import { type Finding, setLine } from '../finding.js';
import { isEnabled } from '../snapshot.js';
import { wanQueues } from '../wan-queue.js';

/**
 * Simple queues that shape beside the tree. Their two limits are upload and download as the target sees them, so with
 * the WAN interface as the target they change places.
 */
export const checkSimpleQueues: Check = (router, wanted) => {
  const wanInterfaces = wanQueues(router, wanted)
    .filter(({ direction }) => direction === 'upload')
    .map(({ rows: [row] }) => row?.['parent']);
  return (router.simpleQueues ?? []).filter(isEnabled).flatMap((row): Finding[] => {
    const { name = '', target = '', 'max-limit': limit = '0/0' } = row;
    if (wanted.wans.length === 0 || limit === '0/0') return [];
    const isTurned = wanInterfaces.some((wan) => target.split(',').includes(wan ?? ''));
    return [
      {
        level: isTurned ? 'warning' : 'advice',
        what: `simple queue "${name}" limits "${target}" to ${limit} bit/s`,
        why: isTurned
          ? 'its target is the WAN interface, so the first limit is the download, and the line is shaped twice'
          : 'what it limits is shaped twice; wanctl knows only the tree',
        commands: [setLine('queue/simple', name, { disabled: 'yes' })],
      },
    ];
  });
};
