import type { Check } from '../check.js';
import { setLine } from '../finding.js';
import { wanQueues } from '../wan-queue.js';

/**
 * That a WAN's two queues see different packets. A queue below an interface shapes what leaves by it, so one belongs to
 * the home's interface and one to the WAN's (RouterOS manual, "Queues").
 */
export const checkDirections: Check = (router, wanted) =>
  wanted.wans.flatMap((wan) => {
    const [download, upload] = wanQueues(router, { ...wanted, wans: [wan] }).map(({ rows }) => rows[0]);
    if (!download || !upload || download === upload) return [];
    const isSame = (['parent', 'packet-mark'] as const).every(
      (property) => (download[property] ?? '') === (upload[property] ?? ''),
    );
    if (!isSame) return [];
    return [
      {
        level: 'problem',
        what: `both queues of ${wan.wanName} are below "${upload['parent']}" and take the same packets`,
        why: 'one direction is limited twice and the other never; with the interface to the internet in place of ether1:',
        commands: [setLine('queue/tree', wan.queues.upload, { parent: 'ether1', 'packet-mark': 'no-mark' })],
      },
    ];
  });
