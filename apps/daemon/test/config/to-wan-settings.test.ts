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

  it('keep the state where the file says, else beside the lock', () => {
    expect(settingsOf({}).stateFile).toBe('/var/lib/wanctl/cable_state.json');
    expect(settingsOf({}).lockDerivedStateFile).toBe('/run/wanctl/cable_state.json');
    expect(settingsOf({ 'state_file: "/var/lib/wanctl/cable_state.json"': '' }).stateFile).toBe(
      '/run/wanctl/cable_state.json',
    );
  });

  it('never rotate logs when there is nothing to keep', () => {
    expect(settingsOf({ 'logging:': 'logging:\n  backup_count: 0' }).logging.maxBytes).toBe(0);
  });
});
