import type { Direction, PerDirection } from '@wanctl/core';
import { type Edit, editYaml } from './edit-yaml.js';
import type { Places } from './places.js';
import type { Preset, RateRange } from './presets.js';
import type { RouterAnswers } from './router-questions.js';

/** Every `x` is set. */
const TEMPLATE = `# One internet line. "wanctl init" edits this file, too; "wanctl check-config" tells what is wrong with it.
wan_name: x

# Finds out what the line carries, between the rates below. The other law that comes along is "zones".
controller: adaptive

router:
  transport: x
  # Its certificate or host key is pinned; after you have changed it on purpose, run "wanctl pin".
  host: x
  user: x
  password: x
  # Private key for SSH; empty: login by password.
  ssh_key: x

# Two entries under /queue tree on the router.
queues:
  download: x
  upload: x

continuous_monitoring:
  # Delay of the idle line to start from, ms. It is measured from then on.
  baseline_rtt_initial: x
  download:
    # What the line carries at its best, and the least it carries on a bad evening, Mbit/s.
    ceiling_mbps: x
    floor_mbps: x
  upload:
    ceiling_mbps: x
    floor_mbps: x
  # Whom the delay is measured to.
  ping_hosts: [1.1.1.1, 8.8.8.8, 9.9.9.9, 208.67.222.222]

state_file: x
lock_file: x
lock_timeout: 300
logging:
  main_log: x
  debug_log: x
`;

/** Where a file has the router look after the limits, in minutes. */
export const DEAD_MAN = ['safe', 'dead_man_minutes'];

/** How a file says that the router is reached. */
export interface RouterLines {
  readonly router: RouterAnswers;
  /** What leads to the password, e.g. a `\${file:PATH}`; undefined: there is none. */
  readonly password: unknown;
}

/** What a WAN file is to say. */
export interface WanLines extends RouterLines {
  readonly wanName: string;
  readonly queues: PerDirection<string>;
  /** Null: they stay. */
  readonly ranges: PerDirection<RateRange> | null;
  /** Undefined: what the file says stays. */
  readonly deadManMinutes: number | undefined;
}

/** The text of a new WAN file. */
export function newWanFile(lines: WanLines, places: Places, preset: Preset): string {
  return editYaml(TEMPLATE, [
    { path: ['wan_name'], value: lines.wanName },
    { path: ['continuous_monitoring', 'baseline_rtt_initial'], value: preset.baselineRttMs },
    { path: ['state_file'], value: places.stateFile },
    ...placeEdits(places),
    ...editsOf(lines),
  ]);
}

/** The text of a WAN file that is there, with these answers; everything else in it stays. */
export function editedWanFile(text: string, lines: WanLines): string {
  return editYaml(text, editsOf(lines));
}

/** Lock and logs. */
export function placeEdits({ lockFile, mainLog, debugLog }: Places): readonly Edit[] {
  return [
    { path: ['lock_file'], value: lockFile },
    { path: ['logging', 'main_log'], value: mainLog },
    { path: ['logging', 'debug_log'], value: debugLog },
  ];
}

/** The section `router`. */
export function routerEdits({ router, password }: RouterLines): readonly Edit[] {
  const { transport, host, user, port, scheme, sshPort, sshKey } = router;
  return [
    { path: ['router', 'transport'], value: transport, usual: 'ssh' },
    { path: ['router', 'host'], value: host },
    { path: ['router', 'port'], value: port, usual: 443 },
    { path: ['router', 'scheme'], value: scheme, usual: port === 443 ? 'https' : 'http' },
    { path: ['router', 'ssh_port'], value: sshPort, usual: 22 },
    { path: ['router', 'user'], value: user },
    { path: ['router', 'password'], value: password },
    { path: ['router', 'ssh_key'], value: sshKey },
  ];
}

function editsOf({ ranges, queues, deadManMinutes, ...router }: WanLines): readonly Edit[] {
  return [
    ...routerEdits(router),
    { path: ['queues', 'download'], value: queues.download },
    { path: ['queues', 'upload'], value: queues.upload },
    ...(deadManMinutes === undefined ? [] : [{ path: DEAD_MAN, value: deadManMinutes }]),
    ...(ranges ? [...rangeEdits('download', ranges.download), ...rangeEdits('upload', ranges.upload)] : []),
  ];
}

/** One floor takes the place of those per zone, which would suit the former rates. */
function rangeEdits(direction: Direction, { ceilingMbps, floorMbps }: RateRange): readonly Edit[] {
  const edit = (key: string, value: number | undefined): Edit => ({
    path: ['continuous_monitoring', direction, key],
    value,
  });
  return [
    edit('ceiling_mbps', ceilingMbps),
    edit('floor_mbps', floorMbps),
    ...['green', 'yellow', 'soft_red', 'red'].map((zone) => edit(`floor_${zone}_mbps`, undefined)),
  ];
}
