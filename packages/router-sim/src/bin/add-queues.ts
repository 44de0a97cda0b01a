import type { Console } from '../console.js';
import type { WanOptions } from '../link/wan.js';

/** Gives each line its two CAKE queues, with what it carries as their limits. */
export function addQueues(console: Console, wans: readonly WanOptions[]): void {
  if (wans.length > 0) console.add('queue/type', { name: 'cake', kind: 'cake' });
  for (const { queues, download, upload } of wans) {
    addQueue(console, queues.download, 'bridge', download.capacityBps);
    addQueue(console, queues.upload, 'ether1', upload.capacityBps);
  }
}

function addQueue(console: Console, name: string, parent: string, limitBps: number): void {
  console.add('queue/tree', { name, parent, queue: 'cake', 'max-limit': String(limitBps) });
}
