import type { Clock } from '@wanctl/core';
import { DEFAULT_WEAR, type FlashWear } from './device/flash.js';
import { appendRow, newTable, type Router, type Table } from './device/router.js';
import { addressList } from './menus/address-list.js';
import { filter } from './menus/filter.js';
import { interfaces } from './menus/interface.js';
import { ipService } from './menus/ip-service.js';
import { log } from './menus/log.js';
import { mangle } from './menus/mangle.js';
import { netwatch } from './menus/netwatch.js';
import { queueSimple } from './menus/queue-simple.js';
import { queueTree } from './menus/queue-tree.js';
import { queueType } from './menus/queue-type.js';
import { routingRule, routingTable } from './menus/routing.js';
import { scheduler } from './menus/scheduler.js';
import { calendar, identity, resource } from './menus/system.js';
import { userGroupTable, userTable } from './menus/user.js';
import { userActive } from './menus/user-active.js';
import type { SimUser } from './users.js';

/** What may be said about a router when it is made. */
export interface DeviceOptions {
  /** Interfaces that queues may have as parents; `ether1` and `bridge` by default. */
  readonly interfaces?: readonly string[];
  /** RouterOS version as `system/resource` shows it; `7.23.7 (long-term)` by default. */
  readonly version?: string;
  /** Window over which `rate` is smoothed, ms; 1000 by default. */
  readonly rateWindowMs?: number;
  /** Whether a queue's counters start again when its `max-limit` changes; false by default. */
  readonly limitResetsCounters?: boolean;
  /** Flash sectors that each event writes; by default 4 a change, 2 a login, 0 a read. */
  readonly flashWear?: Partial<FlashWear>;
}

// Those of a live RB5009.
const SECTORS_BEFORE = 3_333_389;
const IDLE_CPU_LOAD = 7;

/** A router that has just booted, without configuration but for its users. */
export function createRouter(
  clock: Clock,
  options: DeviceOptions = {},
  users: ReadonlyMap<string, SimUser> = new Map(),
): Router {
  return {
    tables: {
      interface: interfaceTable(options.interfaces ?? ['ether1', 'bridge']),
      'ip/firewall/address-list': newTable(addressList),
      'ip/firewall/filter': newTable(filter),
      'ip/firewall/mangle': newTable(mangle),
      'ip/service': newTable(ipService),
      log: newTable(log),
      'queue/simple': newTable(queueSimple),
      'queue/tree': newTable(queueTree),
      'queue/type': newTable(queueType),
      'routing/rule': newTable(routingRule),
      'routing/table': newTable(routingTable),
      'system/clock': newTable(calendar),
      'system/identity': newTable(identity),
      'system/resource': newTable(resource),
      'system/scheduler': newTable(scheduler),
      'tool/netwatch': newTable(netwatch),
      user: userTable(users),
      'user/active': newTable(userActive),
      'user/group': userGroupTable(users),
    },
    clock,
    version: options.version ?? '7.23.7 (long-term)',
    flash: {
      wear: { ...DEFAULT_WEAR, ...options.flashWear },
      sectorsSinceReboot: 0,
      sectorsTotal: SECTORS_BEFORE,
      writeTimesMs: [],
    },
    rateWindowMs: options.rateWindowMs ?? 1000,
    limitResetsCounters: options.limitResetsCounters ?? false,
    fastTrack: false,
    cpuLoad: IDLE_CPU_LOAD,
    up: true,
    bootedMs: clock.now(),
    settledMs: Number.NEGATIVE_INFINITY,
  };
}

function interfaceTable(names: readonly string[]): Table {
  const table = newTable(interfaces);
  for (const name of names) {
    const type = name.startsWith('bridge') ? 'bridge' : 'ether';
    appendRow(table, { name, type, disabled: 'false', running: 'true' });
  }
  return table;
}
