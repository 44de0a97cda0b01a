import { CLOCK, EVENTS, LINE, LOGGER, type PluginHost, TELEMETRY, type Token, TRANSPORT } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.js';
import { bench, lineOf } from './harness.js';

const { clock, events, logger, telemetry, router } = bench();
const services = new Map<symbol, unknown>([
  [CLOCK, clock],
  [EVENTS, events],
  [LINE, lineOf('a')],
  [LOGGER, logger],
  [TELEMETRY, telemetry],
  [TRANSPORT, router],
]);
const host: PluginHost = { resolve: <T>(token: Token<T>) => services.get(token) as T };

describe('plugin', () => {
  it('makes a probe of queue counters that does nothing yet', () => {
    expect(plugin).toMatchObject({ kind: 'probe', name: 'cake' });
    const probe = plugin.create(host, { fast_ms: 100 });
    expect(probe.measures).toBe('counters');
    expect(probe.health()).toEqual({
      ...{ state: 'starting', detail: '' },
      engine: 'queue counters by memory router; not started',
    });
    expect(router.calls).toEqual([]);
  });

  it.each([
    [{ fast_ms: 49 }, 'fast_ms must not be less than 50'],
    [{ fast_ms: 10_001 }, 'fast_ms must not be greater than 10000'],
    [{ slow_ms: 60_001 }, 'slow_ms must not be greater than 60000'],
    [{ fast_ms: 6000 }, 'slow_ms must not be less than fast_ms'],
    [{ slow_ms: '5 s' }, 'slow_ms must'],
    [{ interval_ms: 500 }, 'interval_ms is not a known key'],
  ])('refuses %j', (options, message) => {
    expect(() => plugin.create(host, options)).toThrow(message);
  });
});
