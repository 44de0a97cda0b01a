import { boot } from './device/boot.js';
import type { Router } from './device/router.js';
import type { TcpPort } from './net/tcp-port.js';
import { occupy } from './occupy.js';

/** How a reboot goes. */
export interface Reboot {
  /** For how long it is down, ms; 60 000 by default. */
  readonly downMs?: number;
  /** For how long after that REST shows menus without rows, ms; 5000 by default. */
  readonly settleMs?: number;
}

const DOWN_MS = 60_000;
const SETTLE_MS = 5000;

/** Cuts all connections and refuses new ones while the router is down, then boots it. */
export async function reboot(router: Router, ports: readonly TcpPort[], how: Reboot = {}): Promise<void> {
  router.up = false;
  await Promise.all(ports.map((port) => port.shut()));
  await occupy(router.clock, how.downMs ?? DOWN_MS);
  boot(router, how.settleMs ?? SETTLE_MS);
  await Promise.all(ports.map((port) => port.open()));
}
