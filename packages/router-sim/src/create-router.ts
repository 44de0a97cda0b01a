import type { Clock } from '@wanctl/core';
import { newTable, type Router } from './device/router.js';
import { mangle } from './menus/mangle.js';
import { queueTree } from './menus/queue-tree.js';
import { queueType } from './menus/queue-type.js';
import { identity, resource } from './menus/system.js';

/** A router that has just booted, without configuration. */
export function createRouter(interfaces: readonly string[], clock: Clock): Router {
  const bootedMs = clock.now();
  return {
    tables: {
      'ip/firewall/mangle': newTable(mangle),
      'queue/tree': newTable(queueTree),
      'queue/type': newTable(queueType),
      'system/identity': newTable(identity),
      'system/resource': newTable(resource),
    },
    interfaces,
    uptimeMs: () => clock.now() - bootedMs,
  };
}
