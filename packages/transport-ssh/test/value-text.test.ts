import { describe, expect, it } from 'vitest';
import { valueText } from '../src/value-text.js';

describe('a value of the console', () => {
  it.each([
    ['disabled', true, 'true'],
    ['disabled', false, 'false'],
    ['max-limit', 10000000, '10000000'],
    ['bytes', 28192979120, '28192979120'],
    ['bucket-size', 0.1, '0.1'],
    ['queue', 'cake-rx', 'cake-rx'],
    ['packet-mark', ['a', 'b'], 'a,b'],
    ['packet-mark', [], ''],
    ['uptime', '1w2d19:55:19', '1w2d19h55m19s'],
    ['uptime', '00:00:15', '15s'],
    ['uptime', '03:00:00', '3h'],
    ['ttl', '1970-01-02 00:00:00', '1d'],
    ['ttl', '1971-01-01 00:00:30', '52w1d30s'],
    ['cake-rtt', '00:00:00.100', '100ms'],
    ['time', '00:00:10', '00:00:10'],
    ['min-rtt', '00:00:00.000453', '453us'],
    ['min-rtt', '00:00:00.012345', '12ms345us'],
    ['interval', '00:00:00', '0s'],
    ['name', '00:00:10', '00:00:10'],
    ['comment', '1970-01-02 00:00:00', '1970-01-02 00:00:00'],
    ['since', '2026-09-27 10:00:00', '2026-09-27 10:00:00'],
  ])('%s %j is %j in REST', (property, value, text) => {
    expect(valueText(property, value)).toBe(text);
  });

  it.each([[null], [{ a: 1 }], [[['nested']]], [undefined]])('is not %j', (value) => {
    expect(valueText('x', value)).toBeNull();
  });
});
