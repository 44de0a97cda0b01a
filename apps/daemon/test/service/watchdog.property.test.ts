import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unixAddress } from '../../src/service/notify.js';
import { watchdogMs } from '../../src/service/watchdog.js';

const text = fc.oneof(
  fc.constantFrom(
    '30000000',
    String(process.pid),
    '-1',
    '0',
    '',
    ' ',
    '1e999',
    'Infinity',
    '0x10',
    '9'.repeat(400),
  ),
  fc.string({ unit: 'binary-ascii' }),
);

it('is a time that can be waited for, or none, whatever the environment says', () => {
  fc.assert(
    fc.property(fc.record({ WATCHDOG_USEC: text, WATCHDOG_PID: text }, { requiredKeys: [] }), (env) => {
      const periodMs = watchdogMs(env);
      expect(periodMs === null || (periodMs > 0 && periodMs < 2 ** 31)).toBe(true);
    }),
  );
});

it('tells systemd at the address that the environment names', () => {
  fc.assert(
    fc.property(text, (path) => {
      const address = unixAddress(path);
      expect(address.readUInt16LE(0)).toBe(1);
      expect(address.subarray(2).toString().replaceAll('\0', '')).toBe(
        path.replace(/^@/, '').replaceAll('\0', ''),
      );
    }),
  );
});
