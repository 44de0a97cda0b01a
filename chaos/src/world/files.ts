import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Direction } from '@wanctl/core';
import type { RouterSim } from '@wanctl/router-sim';
import type { Lines } from '@wanctl/testbed/lines';
import { stringify } from 'yaml';

/** The login of the daemon. The password must never be seen in a log. */
export const LOGIN = { name: 'wanctl', password: 'chaos-never-show-this' };
/** Comment of the rule that sends new connections to the second line. */
export const RULE = 'wanctl: to wan2';
export const WANS = ['wan1', 'wan2'] as const;
export const STEERING = 'steering';
/** Between two decisions of a WAN, ms. */
export const INTERVAL_MS = 250;
/** What the owner allows at all, Mbit/s. */
export const BOUNDS = {
  download: { floor_mbps: 10, ceiling_mbps: 90 },
  upload: { floor_mbps: 2, ceiling_mbps: 18 },
};
/** Least rates of the other zones, so that the limit follows every change of the delay at once. */
const ZONE_FLOORS = { floor_green_mbps: 80, floor_yellow_mbps: 60, floor_soft_red_mbps: 40 };

/** Where things are. State has a folder of its own, which can be a disk of its own. */
export interface Folders {
  readonly config: string;
  readonly state: string;
  readonly log: string;
}

/** Name of a queue. */
export function queueOf(wan: string, direction: Direction): string {
  return `${wan}-${direction}`;
}

/** The state file of a WAN or of the steering. */
export function stateFileOf(folders: Folders, name: string): string {
  return join(folders.state, `${name}_state.json`);
}

/** The lock of a WAN or of the steering; its socket lies beside it. */
export function lockFileOf(folders: Folders, name: string): string {
  return join(folders.config, `${name}.lock`);
}

/** A WAN's file. */
export function wanFileOf(folders: Folders, wan: string): string {
  return join(folders.config, `${wan}.yaml`);
}

/** Writes a WAN's file and gives its path. `first` and `second` are the ways to the router. */
export function writeWanFile(
  folders: Folders,
  wan: string,
  router: RouterSim,
  lines: Lines,
  [first, second]: readonly ['rest', 'ssh'] | readonly ['ssh', 'rest'],
): string {
  const { floor_mbps, ceiling_mbps } = BOUNDS.download;
  const change = { step_up_mbps: 5, factor_down: 0.4 };
  return writeYaml(folders, wan, {
    ...common(folders, wan),
    router: { ...access(router), transport: first, fallback: second },
    interval_seconds: INTERVAL_MS / 1000,
    plugins: lines.plugins,
    probe: lines.probeOf(wan),
    counters: { kind: 'cake' },
    queues: { download: queueOf(wan, 'download'), upload: queueOf(wan, 'upload') },
    continuous_monitoring: {
      enabled: true,
      baseline_rtt_initial: 20,
      ping_hosts: [],
      download: { ...ZONE_FLOORS, floor_red_mbps: floor_mbps, ceiling_mbps, ...change },
      upload: { ...BOUNDS.upload, ...change, step_up_mbps: 1 },
      thresholds: {
        target_bloat_ms: 15,
        warn_bloat_ms: 45,
        baseline_time_constant_sec: 99,
        load_time_constant_sec: 0.2,
      },
    },
    state_file: stateFileOf(folders, wan),
  });
}

/** Writes the file of a steering from the first WAN to the second and gives its path. */
export function writeSteeringFile(folders: Folders, router: RouterSim): string {
  const [primary, alternate] = WANS;
  return writeYaml(folders, STEERING, {
    ...common(folders, STEERING),
    router: { ...access(router), transport: 'rest', fallback: 'ssh' },
    topology: { primary_wan: primary, primary_wan_config: `${primary}.yaml`, alternate_wan: alternate },
    mangle_rule: { comment: RULE },
    cake_queues: {
      primary_download: queueOf(primary, 'download'),
      primary_upload: queueOf(primary, 'upload'),
    },
    cake_state_sources: { primary: stateFileOf(folders, primary) },
    measurement: { interval_seconds: 0.5, ping_host: '127.0.0.1', ping_count: 3 },
    thresholds: { red_samples_required: 2, green_samples_required: 3 },
    state: { file: stateFileOf(folders, STEERING), history_size: 60 },
  });
}

/** The certificate is in the file, the SSH host key is trusted on first use. */
function access(router: RouterSim) {
  const { hostname, port } = new URL(router.httpsUrl);
  return {
    ...{ host: hostname, port: Number(port), scheme: 'https', ssh_port: router.sshPort },
    ...{ user: LOGIN.name, password: LOGIN.password, ssh_key: '' },
    tls_fingerprint: router.certificateSha256,
  };
}

function common(folders: Folders, name: string) {
  return {
    wan_name: name,
    logging: {
      main_log: join(folders.log, `${name}.log`),
      debug_log: join(folders.log, `${name}_debug.log`),
    },
    lock_file: lockFileOf(folders, name),
    lock_timeout: 300,
  };
}

function writeYaml(folders: Folders, name: string, settings: object): string {
  const file = wanFileOf(folders, name);
  writeFileSync(file, stringify(settings), { mode: 0o600 });
  return file;
}
