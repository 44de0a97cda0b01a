import { describe, expect, it } from 'vitest';
import type { LoadedWan } from '../../src/config/loaded-config.js';
import { loadEdited } from './edit.js';

describe('settings', () => {
  function settingsOf(edits: Record<string, string>) {
    return (loadEdited('wan.yaml', edits) as LoadedWan).settings;
  }

  it('take the new keys', () => {
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
    const settings = settingsOf({
      'wan_name:':
        'plugins: [mine]\ninterval_seconds: 0.5\ncontroller: {name: mine, gain: 2}\nprobe: {kind: udp, port: 7}\nwan_name:',
      'verify_ssl: true': `scheme: https\n  port: 8443\n  tls_fingerprint: "${fingerprint}"`,
      'logging:': 'logging:\n  max_bytes: 1000\n  backup_count: 5',
    });
    expect(settings).toMatchObject({
      plugins: ['mine'],
      intervalMs: 500,
      controller: { name: 'mine', options: { gain: 2 } },
      probe: { kind: 'udp', options: { port: 7 } },
      router: { scheme: 'https', port: 8443, tlsFingerprint: 'ab'.repeat(32) },
      logging: { maxBytes: 1000, backupCount: 5 },
    });
    expect(settingsOf({ 'wan_name:': 'controller: mine\nwan_name:' }).controller).toEqual({
      name: 'mine',
      options: {},
    });
  });

  it.each([
    ['interval_seconds: 2', ['192.0.2.11', '192.0.2.12', '192.0.2.13']],
    ['probe: {hosts: [192.0.2.21]}', ['192.0.2.21']],
    ['probe: {kind: udp, hosts: [192.0.2.21]}', []],
  ])('name the reflectors that the law counts, with %s', (line, reflectors) => {
    expect(settingsOf({ 'wan_name:': `${line}\nwan_name:` }).reflectors).toEqual(reflectors);
  });

  it('name the state store, alone or with its options', () => {
    expect(settingsOf({}).stateStore).toEqual({ name: 'file', options: {} });
    const store = 'state_store: {name: redis, url: "redis://10.0.0.5:6379"}\nwan_name:';
    expect(settingsOf({ 'wan_name:': store }).stateStore).toEqual({
      name: 'redis',
      options: { url: 'redis://10.0.0.5:6379' },
    });
    expect(settingsOf({ 'wan_name:': 'state_store: mine\nwan_name:' }).stateStore.name).toBe('mine');
  });

  it('give the adaptive law what it needs, unless the file says otherwise', () => {
    expect(settingsOf({ 'wan_name:': 'controller: adaptive\nwan_name:' })).toMatchObject({
      intervalMs: 50,
      probe: { kind: 'icmp', options: { rate_per_sec: 20, active: 4 } },
      counters: { kind: 'cake', options: { fast_ms: 100, slow_ms: 100 } },
    });
    const own = `controller: adaptive\ninterval_seconds: 0.2\nprobe: {active: 6}\ncounters: {kind: mine}\nwan_name:`;
    expect(settingsOf({ 'wan_name:': own })).toMatchObject({
      intervalMs: 200,
      probe: { kind: 'icmp', options: { rate_per_sec: 20, active: 6 } },
      counters: { kind: 'mine', options: {} },
    });
    expect(settingsOf({ 'wan_name:': 'controller: adaptive\nprobe: {kind: udp}\nwan_name:' }).probe).toEqual({
      kind: 'udp',
      options: {},
    });
  });

  it('keep the state where the file says, else beside the lock', () => {
    expect(settingsOf({}).stateFile).toBe('/var/lib/wanctl/cable_state.json');
    expect(settingsOf({}).lockDerivedStateFile).toBe('/run/wanctl/cable_state.json');
    expect(settingsOf({ 'state_file: "/var/lib/wanctl/cable_state.json"': '' }).stateFile).toBe(
      '/run/wanctl/cable_state.json',
    );
  });

  it('follow time constants: after as many seconds a share of 1/e of the old value is left', () => {
    const { thresholds } = settingsOf({
      'alpha_baseline: 0.02': 'baseline_time_constant_sec: 60',
      'alpha_load: 0.20': 'load_time_constant_sec: 0.5',
    }).law;
    const remainder = (alpha: number, seconds: number) => (1 - alpha) ** (seconds / 2);
    expect(remainder(thresholds.alphaBaseline, 60)).toBeCloseTo(Math.exp(-1), 12);
    expect(remainder(thresholds.alphaLoad, 0.5)).toBeCloseTo(Math.exp(-1), 12);
  });

  it('take a time constant before a weight', () => {
    const both = settingsOf({ 'alpha_load: 0.20': 'alpha_load: 0.20\n    load_time_constant_sec: 5' }).law;
    expect(both.thresholds).toMatchObject({ alphaBaseline: 0.02, alphaLoad: -Math.expm1(-2 / 5) });
  });

  it('keep 14 days or 50 MB of history, or what the file says, or none', () => {
    const historyOf = (text: string) => settingsOf({ 'logging:': `history: {${text}}\nlogging:` }).history;
    const usual = { maxDays: 14, maxBytes: 50e6 };
    expect(settingsOf({}).history).toEqual(usual);
    expect(historyOf('enabled: true')).toEqual(usual);
    expect(historyOf('max_days: 30, max_mb: 200')).toEqual({ maxDays: 30, maxBytes: 200e6 });
    expect(historyOf('enabled: false, max_days: 30')).toBeNull();
  });

  it('never rotate logs when there is nothing to keep', () => {
    expect(settingsOf({ 'logging:': 'logging:\n  backup_count: 0' }).logging.maxBytes).toBe(0);
  });
});
