import type { LoadedSteering } from '../config/loaded-config.js';
import type { WanSettings } from '../config/wan-settings.js';
import { type Edit, editYaml } from './edit-yaml.js';
import type { Places } from './places.js';
import { placeEdits, type RouterLines, routerEdits } from './wan-file.js';

/** Every `x` is set. */
const TEMPLATE = `# New connections that must not wait (calls, games) leave the first line for the other while the first is congested.
# "wanctl run" runs it beside the files of the lines.
wan_name: steering

topology:
  primary_wan: x
  # Accepted without effect: existing files have it.
  primary_wan_config: x
  # Each with the whole comment of its mangle rule.
  alternates: []

router:
  transport: x
  host: x
  user: x
  password: x
  ssh_key: x

# The queues of the first line; how full they are counts.
cake_queues:
  primary_download: x
  primary_upload: x

measurement:
  interval_seconds: 0.5
  # Measured against only where the first line is run by another process.
  ping_host: 1.1.1.1
  ping_count: 3
thresholds: {}

# true: tells in the log what it would do, and leaves the router alone.
dry_run: false

state:
  file: x
  history_size: 60
lock_file: x
lock_timeout: 300
logging:
  main_log: x
  debug_log: x
`;

/** What a steering file is to say. */
export interface SteeringLines extends RouterLines {
  readonly primary: WanSettings;
  readonly alternate: string;
}

/** The comment of the mangle rule that sends new connections to a WAN. */
export function ruleCommentOf(alternate: string): string {
  return `wanctl: calls and games to ${alternate}`;
}

/** The text of a new steering file. */
export function newSteeringFile(lines: SteeringLines, places: Places): string {
  return editYaml(TEMPLATE, [
    { path: ['state', 'file'], value: places.stateFile },
    ...placeEdits(places),
    ...editsOf(lines, []),
  ]);
}

/** The text of a steering file that is there, with one more alternate unless it has that; everything else stays. */
export function editedSteeringFile(text: string, { settings }: LoadedSteering, lines: SteeringLines): string {
  const edits = editsOf(lines, settings.alternates);
  if (settings.alternates.some(({ wan }) => wan === lines.alternate)) {
    return editYaml(
      text,
      edits.filter(({ path }) => !path.includes('alternates')),
    );
  }
  const formerly = [['topology', 'alternate_wan'], ['mangle_rule']].map((path) => ({
    path,
    value: undefined,
  }));
  return editYaml(text, [...formerly, ...edits]);
}

function editsOf(
  { primary, alternate, ...router }: SteeringLines,
  others: LoadedSteering['settings']['alternates'],
): readonly Edit[] {
  const { wanName, queues, stateFile, file: wanFile } = primary;
  const alternates = [
    ...others.map(({ wan, ruleComment, stateFile: file }) => ({
      wan,
      mangle_comment: ruleComment,
      ...(file !== null && { state_file: file }),
    })),
    { wan: alternate, mangle_comment: ruleCommentOf(alternate) },
  ];
  const usualState = `/var/lib/wanctl/${wanName}_state.json`;
  return [
    { path: ['topology', 'primary_wan'], value: wanName },
    { path: ['topology', 'primary_wan_config'], value: wanFile },
    { path: ['topology', 'alternates'], value: alternates },
    ...routerEdits(router),
    { path: ['cake_queues', 'primary_download'], value: queues.download },
    { path: ['cake_queues', 'primary_upload'], value: queues.upload },
    { path: ['cake_state_sources', 'primary'], value: stateFile, usual: usualState },
  ];
}
