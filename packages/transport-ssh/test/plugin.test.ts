import {
  CLOCK,
  LOGGER,
  type PluginHost,
  silentLogger,
  systemClock,
  type Token,
  TRUST_STORE,
} from '@wanctl/core';
import { MemoryTrustStore } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.js';

const services = new Map<symbol, unknown>([
  [CLOCK, systemClock],
  [LOGGER, silentLogger],
  [TRUST_STORE, new MemoryTrustStore()],
]);
const host: PluginHost = { resolve: <T>(token: Token<T>) => services.get(token) as T };
const MINIMUM = { host: '192.0.2.1', user: 'wanctl', password: '' };

describe('plugin', () => {
  it('makes a transport from plain options', async () => {
    const transport = plugin.create(host, {
      ...MINIMUM,
      port: 2222,
      pool_size: 4,
      host_key_fingerprint: `${'AB:'.repeat(31)}CD`,
    });
    expect(transport.description).toBe('ssh 192.0.2.1:2222');
    await transport.close();
  });

  it('wants no password when there is a key', () => {
    const { password: _, ...rest } = MINIMUM;
    expect(() => plugin.create(host, rest)).toThrow('password');
    expect(() => plugin.create(host, { ...rest, ssh_key: '/etc/wanctl/ssh/router.key' })).not.toThrow();
  });

  it.each([
    [{ host: 'router:22' }, 'host must be a hostname or an IP address'],
    [{ port: 70000 }, 'port must not be greater than 65535'],
    [{ pool_size: 5 }, 'pool_size must not be greater than 4'],
    [{ pool_size: 0 }, 'pool_size must not be less than 1'],
    [{ timeout_ms: 0 }, 'timeout_ms must not be less than 1'],
    [{ keepalive_ms: -1 }, 'keepalive_ms must not be less than 0'],
    [{ host_key_fingerprint: 'SHA256:abc' }, 'host_key_fingerprint must be a SHA-256'],
    [{ ssh_keys: 'x' }, 'ssh_keys is not a known key'],
  ])('refuses %j', (options, message) => {
    expect(() => plugin.create(host, { ...MINIMUM, ...options })).toThrow(message);
  });
});
