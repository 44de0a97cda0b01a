import { describe, expect, it } from 'vitest';
import type { LoadedSteering, LoadedWan } from '../../src/config/loaded-config.js';
import { linesOf, loadEdited } from './edit.js';

const TOKEN = '0123456789abcdef';

/** What becomes of a WAN file with that section. */
function load(section: string, env: NodeJS.ProcessEnv = { ROUTER_PASSWORD: 'hunter2' }) {
  return loadEdited('wan.yaml', { 'wan_name:': `health_check: ${section}\nwan_name:` }, env);
}

function settingsOf(section: string) {
  return (load(section) as LoadedWan).settings.healthCheck;
}

describe('health_check', () => {
  it('serves nothing for files that do not speak of it, or say so', () => {
    expect((loadEdited('wan.yaml', {}) as LoadedWan).settings.healthCheck).toBeNull();
    expect((loadEdited('steering.yaml', {}) as LoadedSteering).settings.healthCheck).toBeNull();
    expect(settingsOf('{enabled: false, port: 9200}')).toBeNull();
  });

  it('serves on the loopback for files that speak of it', () => {
    expect(settingsOf('{enabled: true}')).toEqual({ host: '127.0.0.1', port: 9101, token: null });
    expect(settingsOf('{port: 9200}')).toEqual({ host: '127.0.0.1', port: 9200, token: null });
    const steering = loadEdited('steering.yaml', { 'wan_name:': 'health_check: {enabled: true}\nwan_name:' });
    expect((steering as LoadedSteering).settings.healthCheck?.port).toBe(9102);
  });

  it('takes the token from the environment and never shows it', () => {
    const section = `{host: 0.0.0.0, token: "\${PAGE_TOKEN}"}`;
    const loaded = load(section, { ROUTER_PASSWORD: 'hunter2', PAGE_TOKEN: TOKEN });
    expect(linesOf(loaded)).toEqual([]);
    expect((loaded as LoadedWan).settings.healthCheck?.token?.reveal()).toBe(TOKEN);
    expect(JSON.stringify(loaded)).not.toContain(TOKEN);
  });

  it("misses the token's variable only where something is served", () => {
    const linesFor = (enabled: boolean) => linesOf(load(`{enabled: ${enabled}, token: "\${PAGE_TOKEN}"}`));
    expect(linesFor(true)).toEqual([
      expect.stringContaining('health_check.token: the variable PAGE_TOKEN is not set'),
    ]);
    expect(linesFor(false)).toEqual([]);
  });

  it.each(['0.0.0.0', '192.168.88.2', 'router.lan'])('doubts %s without a token', (host) => {
    expect(linesOf(load(`{host: ${host}}`))).toEqual([
      `wan.yaml:2: warning: health_check.host: can be reached by others: nothing is served unless there is a "token" beside it (${host})`,
    ]);
    expect(linesOf(load(`{host: ${host}, token: ${TOKEN}x}`))).toEqual([]);
    expect(linesOf(load(`{host: ${host}, enabled: false}`))).toEqual([]);
  });

  it.each(['localhost', '127.0.0.1', '127.8.8.8', '"::1"'])('trusts %s', (host) => {
    expect(linesOf(load(`{host: "${host.replaceAll('"', '')}"}`))).toEqual([]);
  });

  it.each(['short', 'with spaces in between', '1234567890123456'])(
    'refuses the token %s without repeating it',
    (token) => {
      const [line] = linesOf(load(`{token: ${token}}`));
      expect(line).toContain('health_check.token: must be at least 16 signs without spaces, in quotes');
      expect(line).not.toContain(token);
    },
  );

  it.each(['{port: 0}', '{port: 65536}', '{host: "a b"}', '{enabled: maybe}', 'true'])(
    'refuses %s',
    (section) => {
      expect(load(section).kind).toBe('invalid');
    },
  );
});
