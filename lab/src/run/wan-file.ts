import { join } from 'node:path';
import { type Direction, type JsonObject, mergeJson } from '@wanctl/core';
import { stringify } from 'yaml';
import { REFLECTORS } from '../network.js';
import type { Scenario } from '../plan/scenario.js';
import { boundsOf, type Series } from '../series/series.js';
import { LOGIN, QUEUES } from './lab-router.js';

/** Name of the daemon's log, in the folder of the run. */
export const LOG = 'wan.log';

/** The WAN file of a run: of an owner who knows the least and the most that the line carries, with what `law` adds. */
export function wanFile(
  folder: string,
  scenario: Scenario,
  series: Series,
  httpsPort: number,
  law: JsonObject,
): string {
  const common = {
    wan_name: 'lab',
    router: {
      ...{ transport: 'rest', host: '127.0.0.1', port: httpsPort, scheme: 'https' },
      ...{ user: LOGIN.name, password: LOGIN.password, ssh_key: '/dev/null' },
    },
    queues: { ...QUEUES },
    continuous_monitoring: {
      enabled: true,
      baseline_rtt_initial: scenario.baseRttMs,
      download: rates(series, 'download'),
      upload: rates(series, 'upload'),
      ping_hosts: [...REFLECTORS],
      use_median_of_three: true,
      thresholds: THRESHOLDS,
    },
    logging: { main_log: join(folder, LOG), debug_log: join(folder, 'debug.log') },
    lock_file: join(folder, 'wan.lock'),
    lock_timeout: 300,
    state_file: join(folder, 'state.json'),
    history: { enabled: false },
  };
  return stringify(mergeJson(common, law));
}

/** As in the daemon's example file; a time constant of 9 s is a weight of 0.2 per 2 s. */
const THRESHOLDS = {
  target_bloat_ms: 15,
  warn_bloat_ms: 45,
  hard_red_bloat_ms: 80,
  baseline_time_constant_sec: 99,
  load_time_constant_sec: 9,
};

function rates(series: Series, direction: Direction) {
  const { least, most } = boundsOf(series, direction);
  // A limit at what the line carries would not empty its buffer.
  return {
    ceiling_mbps: most,
    floor_mbps: least / 2,
    step_up_mbps: Math.max(0.1, most / 20),
    factor_down: 0.85,
  };
}
