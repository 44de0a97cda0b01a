import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Direction } from '@wanctl/core';
import { stringify } from 'yaml';
import type { Folders } from './folders.js';

export const TICKS_PER_SEC = 20;
export const DIRECTIONS = ['download', 'upload'] as const satisfies readonly Direction[];

/** What differs from run to run, as the file has it. */
export interface WanSections {
  readonly router: object;
  readonly plugins: readonly string[];
  readonly probe: object;
  /** The law. */
  readonly controller: string;
}

/** Name of a queue. */
export function queueOf(wan: string, direction: Direction): string {
  return `${wan}-${direction}`;
}

/** The socket of the daemon that runs that WAN. */
export function socketOf(folders: Folders, wan: string): string {
  return join(folders.config, `${wan}.sock`);
}

/** Writes a WAN's file and gives its path. */
export function writeWanFile(
  folders: Folders,
  wan: string,
  { router, plugins, probe, controller }: WanSections,
): string {
  const file = join(folders.config, `${wan}.yaml`);
  const settings = {
    ...{ router, plugins, probe, controller },
    wan_name: wan,
    interval_seconds: 1 / TICKS_PER_SEC,
    counters: { kind: 'cake' },
    queues: { download: queueOf(wan, 'download'), upload: queueOf(wan, 'upload') },
    continuous_monitoring: {
      ...{ enabled: true, baseline_rtt_initial: 20, ping_hosts: ['127.0.0.1'] },
      download: { floor_mbps: 10, ceiling_mbps: 90, step_up_mbps: 5, factor_down: 0.85 },
      upload: { floor_mbps: 2, ceiling_mbps: 18, step_up_mbps: 1, factor_down: 0.85 },
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.2 },
    },
    state_file: join(folders.state, `${wan}_state.json`),
    logging: { main_log: join(folders.log, `${wan}.log`), debug_log: join(folders.log, `${wan}_debug.log`) },
    lock_file: join(folders.config, `${wan}.lock`),
    lock_timeout: 300,
  };
  writeFileSync(file, stringify(settings), { mode: 0o600 });
  return file;
}
