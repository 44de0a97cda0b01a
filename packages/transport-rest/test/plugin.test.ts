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
      port: 8443,
      tls_fingerprint: `${'AB:'.repeat(31)}CD`,
    });
    expect(transport.description).toBe('rest https://192.0.2.1:8443');
    await transport.close();
  });

  it.each([
    [{ host: 'router:8443' }, 'host must be a hostname or an IP address'],
    [{ host: 'user@router/x' }, 'host must be a hostname or an IP address'],
    [{ scheme: 'ftp' }, 'scheme must be one of'],
    [{ port: 70000 }, 'port must not be greater than 65535'],
    [{ timeout_ms: 0 }, 'timeout_ms must not be less than 1'],
    [{ tls_fingerprint: 'ab' }, 'tls_fingerprint must be a SHA-256'],
    [{ verify: false }, 'verify is not a known key'],
  ])('refuses %j', (options, message) => {
    expect(() => plugin.create(host, { ...MINIMUM, ...options })).toThrow(message);
  });
});
