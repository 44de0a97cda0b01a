import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import got from 'got';
import { lockFileOf, RULE, STEERING, stateFileOf, WANS } from './world/files.js';
import { type ReadState, readState } from './world/read-state.js';
import type { World } from './world/world.js';

/** What the suite reads of a direction in the daemon's health document. */
export interface DirectionHealth {
  readonly current_rate_mbps: number | null;
}

/** What the suite reads of a loop there. */
export interface LoopHealth {
  readonly name: string;
  readonly cycle_budget: { readonly overrun_count: number; readonly failed_count: number };
  readonly router_connectivity: { readonly consecutive_failures: number };
}

/** What the suite reads of a WAN there. */
export interface WanHealth extends LoopHealth {
  readonly download: DirectionHealth;
  readonly upload: DirectionHealth;
  readonly measurement: { readonly available: boolean };
  readonly router_connectivity: LoopHealth['router_connectivity'] & {
    readonly writes_per_hour: number;
    readonly write_budget_per_hour: number;
  };
}

/** What the suite reads of the health document. */
export interface Health {
  readonly pid: number;
  readonly wans: readonly WanHealth[];
  readonly steerings: readonly (LoopHealth & { readonly steering: { readonly enabled: boolean } })[];
}

/** All that the invariants are judged by, at one moment. */
export interface Look {
  /** Limits of the queues by name, Mbit/s. A queue that is not there is absent. */
  readonly limitsMbps: ReadonlyMap<string, number>;
  /** True while the rule is enabled. */
  readonly steered: boolean;
  /** Null when the daemon does not answer. */
  readonly health: Health | null;
  /** State by WAN, and of the steering. */
  readonly states: ReadonlyMap<string, ReadState>;
  /** All logs and what the daemon has printed. */
  readonly logs: string;
  /** Resident memory, bytes; 0 when it does not run. */
  readonly rssBytes: number;
  /** For how long its event loop's thread had to wait for a processor so far, ms. */
  readonly waitedMs: number;
  /** Last words of daemons that ended by themselves. */
  readonly falls: readonly string[];
}

const ASK_MS = 2000;

/** Looks at the whole world. */
export async function lookAt(world: World): Promise<Look> {
  const { router, daemon, folders } = world;
  const health = await healthOf(world);
  const states = await Promise.all(
    [...WANS, STEERING].map(async (name) => [name, await readState(stateFileOf(folders, name))] as const),
  );
  return {
    limitsMbps: limitsOf(world),
    steered: router
      .rows('ip/firewall/mangle')
      .some((row) => row['comment'] === RULE && row['disabled'] !== 'true'),
    health,
    states: new Map(states),
    logs:
      daemon.output() +
      readdirSync(folders.log)
        .map((file) => readFileSync(join(folders.log, file), 'utf8'))
        .join(''),
    ...figuresOf(daemon.pid),
    falls: [...daemon.falls],
  };
}

/** The daemon's health document; null when it does not answer. */
async function healthOf({ folders }: World): Promise<Health | null> {
  const socket = lockFileOf(folders, WANS[0]).replace(/lock$/, 'sock');
  const asked = got(`http://unix:${socket}:/health`, {
    ...{ enableUnixSockets: true, throwHttpErrors: false, retry: { limit: 0 } },
    timeout: { request: ASK_MS },
  });
  return asked.json<Health>().catch(() => null);
}

function limitsOf({ router }: World): Map<string, number> {
  const limits = new Map<string, number>();
  for (const row of router.rows('queue/tree')) {
    limits.set(row['name'] ?? '', Number(row['max-limit']) / 1e6);
  }
  return limits;
}

function figuresOf(pid: number): Pick<Look, 'rssBytes' | 'waitedMs'> {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    // Nanoseconds on a processor, and waiting for one (kernel documentation, scheduler/sched-stats.rst).
    const [, waitedNs] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return { rssBytes: Number(kib ?? 0) * 1024, waitedMs: Number(waitedNs) / 1e6 };
  } catch {
    return { rssBytes: 0, waitedMs: 0 };
  }
}
