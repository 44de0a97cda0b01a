import { describe, expect, it } from 'vitest';
import { linesOf, loadEdited } from './edit.js';

describe('a WAN file', () => {
  it('is accepted without a word', () => {
    const loaded = loadEdited('wan.yaml', {});
    expect(linesOf(loaded)).toEqual([]);
    expect(loaded.kind).toBe('wan');
  });

  it('tells all problems at once, each with its line, value and what is allowed', () => {
    const loaded = loadEdited('wan.yaml', {
      'wan_name: "cable"': 'wan_name: "ca ble"',
      '  user: "admin"\n': '',
      'floor_red_mbps: 200': 'floor_red_mbps: 300',
      'ceiling_mbps: 38': 'ceiling_mbps: 1001',
      'lock_timeout: 300': 'lock_timeout: 300.0',
      'logging:': 'loging: {}\nlogging:',
      'use_median_of_three: true': 'use_median_of_three: "false"',
    });
    expect(linesOf(loaded)).toEqual([
      'wan.yaml:2: wan_name: must be text of 1 to 64 letters, digits, "_", "." or "-", without accents or spaces ("ca ble")',
      'wan.yaml:3: router.user: is missing, must be text in quotes',
      'wan.yaml:19: continuous_monitoring.download.floor_red_mbps: must be at most floor_soft_red_mbps, which is 275 (300)',
      'wan.yaml:25: continuous_monitoring.upload.ceiling_mbps: must be a number from 1 to 1000 (1001)',
      'wan.yaml:34: warning: continuous_monitoring.use_median_of_three: should be true or false; it counts as true ("false")',
      'wan.yaml:35: warning: loging: is not a known key, ignored; did you mean "logging"?',
      'wan.yaml:40: lock_timeout: must be a whole number from 1 to 3600, without a decimal point (300.0)',
    ]);
  });

  it('need not say what only the law "zones" reads, unless that is its law', () => {
    const steps = { '    step_up_mbps: 10\n    factor_down: 0.85\n': '' };
    const without = (controller: string) =>
      linesOf(loadEdited('wan.yaml', { ...steps, 'queues:': `${controller}queues:` }));
    expect(without('controller: adaptive\n')).toEqual([]);
    expect(without('controller: {name: adaptive}\n')).toEqual([]);
    expect(without('').map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'continuous_monitoring.download.step_up_mbps: is missing, must be a number from 0.1 to 100',
      'continuous_monitoring.download.factor_down: is missing, must be a number from 0.1 to 1',
    ]);
  });

  it.each([
    [
      'timeouts after nothing',
      'lock_timeout: 300',
      'lock_timeout: 300\ntimeouts:',
      'timeouts: must be a mapping',
    ],
    ['a floor in quotes', 'floor_mbps: 8', 'floor_mbps: "8"', 'upload.floor_mbps: must be a number'],
    [
      'no hard red',
      'warn_bloat_ms: 45',
      'warn_bloat_ms: 45\n    hard_red_bloat_ms:',
      'hard_red_bloat_ms: is missing, must be a number',
    ],
    [
      'warn above hard red',
      'warn_bloat_ms: 45',
      'warn_bloat_ms: 80',
      'warn_bloat_ms: must be below hard_red_bloat_ms, which is 80',
    ],
    [
      'a name with a newline after it',
      'wan_name: "cable"',
      'wan_name: "cable\\n"',
      'wan_name: must be text of 1 to 64',
    ],
    [
      'not a number',
      'baseline_rtt_initial: 24',
      'baseline_rtt_initial: .nan',
      'baseline_rtt_initial: must be a number from 1 to 500 (.nan)',
    ],
    ['a list for a section', 'queues:', 'queues: [a]\nold:', 'queues: must be a mapping'],
    ['a yaml date', 'wan_name: "cable"', 'wan_name: 2024-01-02', 'wan_name: must be text'],
    [
      'a port that is none',
      'user: "admin"',
      'user: "admin"\n  port: 70000',
      'router.port: must be a whole number from 1 to 65535 (70000)',
    ],
    [
      'a short fingerprint',
      'user: "admin"',
      'user: "admin"\n  tls_fingerprint: "ab:cd"',
      'router.tls_fingerprint: must be a SHA-256',
    ],
    [
      'an unknown scheme',
      'user: "admin"',
      'user: "admin"\n  scheme: ftp',
      'router.scheme: must be https or http (ftp)',
    ],
    [
      'a slow loop',
      'wan_name:',
      'interval_seconds: 61\nwan_name:',
      'interval_seconds: must be a number from 0.05 to 60 (61)',
    ],
    [
      'a number as controller',
      'wan_name:',
      'controller: 5\nwan_name:',
      'controller: must be a name or a mapping',
    ],
    [
      'no weight',
      'alpha_load: 0.20',
      '',
      'thresholds.alpha_load: is missing, must be a number from 0.01 to 1',
    ],
    [
      'a time constant that never ends',
      'alpha_load: 0.20',
      'load_time_constant_sec: 11',
      'load_time_constant_sec: must be a number from 0.05 to 10 (11)',
    ],
    [
      'no days of history',
      'wan_name:',
      'history: {max_days: 0}\nwan_name:',
      'max_days: must be a whole number from 1',
    ],
    [
      'a bit of history',
      'wan_name:',
      'history: {max_mb: 4}\nwan_name:',
      'history.max_mb: must be a whole number from 5',
    ],
    [
      'some history',
      'wan_name:',
      'history: {enabled: some}\nwan_name:',
      'enabled: must be true or false (some)',
    ],
    ['a word as history', 'wan_name:', 'history: none\nwan_name:', 'history: must be a mapping'],
    ['a name as probe', 'wan_name:', 'probe: icmp\nwan_name:', 'probe: must be a mapping'],
    ['a text as plugins', 'wan_name:', 'plugins: mine\nwan_name:', 'plugins: must be a list of texts (mine)'],
    [
      'a mapping as password',
      `"\${ROUTER_PASSWORD}"`,
      '{a: hunter2}',
      'router.password: must be text; put it in quotes',
    ],
  ])('refuses %s', (_, from, to, message) => {
    const loaded = loadEdited('wan.yaml', { [from]: to });
    expect(loaded.kind).toBe('invalid');
    expect(linesOf(loaded).join('\n')).toContain(message);
    expect(linesOf(loaded).join('\n')).not.toContain('hunter2');
  });

  it.each([
    [
      'another port',
      'verify_ssl: true',
      'port: 8443',
      'router.port: means http, and the password travels in clear',
    ],
    ['a port in quotes', 'verify_ssl: true', 'port: "443"', 'router.port: means http'],
    ['http', 'verify_ssl: true', 'scheme: http', 'router.scheme: lets the password travel in clear'],
    [
      'a password of digits',
      `"\${ROUTER_PASSWORD}"`,
      '0123',
      'router.password: is read as a number; put it in quotes',
    ],
    [
      'hosts that are none',
      '"192.0.2.12"',
      '-f, 7',
      'ping_hosts.1: is left out: not a host name or address in text (-f)',
    ],
    [
      'no hosts',
      '["192.0.2.11", "192.0.2.12", "192.0.2.13"]',
      '[]',
      'ping_hosts: holds no host to measure against',
    ],
    ['a median of two', '"192.0.2.11", ', '', 'ping_hosts: holds fewer than three hosts'],
    ['a floor below nothing', 'floor_mbps: 8', 'floor_mbps: -8', 'upload.floor_mbps: should be above 0'],
    [
      'a floor too many',
      'floor_mbps: 8',
      'floor_mbps: 8\n    floor_red_mbps: 4',
      'upload.floor_red_mbps: is ignored without floor_green_mbps',
    ],
    [
      'a floor for all too many',
      'ceiling_mbps: 940',
      'ceiling_mbps: 940\n    floor_mbps: 4',
      'download.floor_mbps: is ignored because floor_green_mbps is there',
    ],
    [
      'a weight beside a time constant',
      'alpha_baseline: 0.02',
      'alpha_baseline: 0.02\n    baseline_time_constant_sec: 60',
      'thresholds.alpha_baseline: is ignored because baseline_time_constant_sec is there (0.02)',
    ],
    ['being switched off', 'enabled: yes', 'enabled: no', 'continuous_monitoring.enabled: has no effect'],
    [
      'a useless timeout',
      'lock_timeout: 300',
      'lock_timeout: 300\ntimeouts: {ping: soon}',
      'timeouts.ping: should be a number above 0; 1 is used instead (soon)',
    ],
    [
      'a useless threshold',
      'alpha_load:',
      'baseline_update_threshold_ms: x\n    alpha_load:',
      'baseline_update_threshold_ms: should be a number; 3 is used instead (x)',
    ],
    [
      'one queue for both',
      'upload: "WAN-Upload-Cable"',
      'upload: "WAN-Download-Cable"',
      'queues.upload: is the download queue too',
    ],
    [
      'a state file that is none',
      '"/var/lib/wanctl/cable_state.json"',
      '5',
      'state_file: should be a path in quotes',
    ],
    ['an empty host', 'host: "192.0.2.1"', 'host: ""', 'router.host: is empty'],
  ])('doubts %s', (_, from, to, message) => {
    const loaded = loadEdited('wan.yaml', { [from]: to });
    expect(loaded.kind).toBe('wan');
    expect(linesOf(loaded).join('\n')).toContain(message);
  });

  it('tells a section that is none once, not each key it should hold', () => {
    const loaded = loadEdited('wan.yaml', { 'router:': 'router: 5\nformer_router:' });
    expect(linesOf(loaded).filter((line) => line.includes(': router'))).toEqual([
      'wan.yaml:3: router: must be a mapping, lines of "key: value" indented below it',
    ]);
  });

  it('has no doubt about a certificate that is pinned', () => {
    const pin = `tls_fingerprint: "${'ab'.repeat(32)}"`;
    expect(linesOf(loadEdited('wan.yaml', { 'verify_ssl: true': pin }))).toEqual([]);
  });

  it.each([
    [
      { 'step_up_mbps: 1\n': 'step_up_mbps: 31\n' },
      /^wan.yaml:\d+: warning: continuous_monitoring.upload.step_up_mbps: goes from the lowest floor beyond the ceiling, which is 30 above it \(31\)$/,
    ],
    [
      { 'transport: "rest"': 'transport: "rest"\n  fallback: rest' },
      /^wan.yaml:5: warning: router.fallback: is the first transport too; without a second way there is none \(rest\)$/,
    ],
    [
      {
        'wan_name:': 'controller: adaptive\nwan_name:',
        'use_median_of_three: true': 'use_median_of_three: false',
        '"192.0.2.11", "192.0.2.12", "192.0.2.13"': '192.0.2.11',
      },
      /^wan.yaml:\d+: warning: continuous_monitoring.ping_hosts: holds one host, and the law "adaptive" cuts only when two agree; name four/,
    ],
  ])('doubts values that do not go together: %j', (edits, message) => {
    expect(linesOf(loadEdited('wan.yaml', edits))).toEqual([expect.stringMatching(message)]);
  });
});

describe('safe limits', () => {
  const withSafe = (text: string) => loadEdited('wan.yaml', { 'queues:': `safe: {${text}}\nqueues:` });

  it('are none unless the file has them', () => {
    expect(loadEdited('wan.yaml', {})).toMatchObject({
      settings: { safe: { onStopBps: null, deadManMinutes: null } },
    });
    expect(withSafe('download_mbps: 200, upload_mbps: 37.5, dead_man_minutes: 10')).toMatchObject({
      warnings: [],
      settings: { safe: { onStopBps: { download: 200e6, upload: 37.5e6 }, deadManMinutes: 10 } },
    });
  });

  it.each([
    [
      'download_mbps: 199, upload_mbps: 10',
      'safe.download_mbps: must be from the lowest floor, 200, to ceiling_mbps, 940',
    ],
    [
      'download_mbps: 500, upload_mbps: 39',
      'safe.upload_mbps: must be from the lowest floor, 8, to ceiling_mbps, 38',
    ],
    ['download_mbps: 500', 'safe.download_mbps: needs upload_mbps beside it'],
    ['upload_mbps: "10", download_mbps: 500', 'safe.upload_mbps: must be a number'],
    ['dead_man_minutes: 2', 'safe.dead_man_minutes: must be a whole number from 3 to 1440'],
  ])('must be such as the law could have set: %s', (text, message) => {
    expect(linesOf(withSafe(text)).join('\n')).toContain(message);
  });
});
