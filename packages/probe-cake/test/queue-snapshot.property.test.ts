import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toSnapshot } from '../src/queue-snapshot.js';

const KEYS = [
  'name',
  'bytes',
  'packets',
  'dropped',
  'queued-bytes',
  'queued-packets',
  'max-limit',
  '__proto__',
];
const text = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom('9'.repeat(400), '9'.repeat(20), '-1', '1e9', 'Infinity', '0x10', ' 5', '', '١'),
  fc.string({ unit: 'binary-ascii' }),
);

it('gives counts that can be, or leaves the queue out', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.constantFrom(...KEYS), text)), (rows) => {
      const { queues } = toSnapshot(rows, 0, { startedAtMs: 0, tookMs: 2 });
      for (const { sample, limitBps } of queues.values()) {
        const { bytes, packets, dropped, queuedBytes, queuedPackets } = sample;
        for (const count of [bytes, packets, dropped, queuedBytes, queuedPackets]) {
          expect(Number.isFinite(count) && count >= 0).toBe(true);
        }
        expect(limitBps === null || (Number.isFinite(limitBps) && limitBps > 0)).toBe(true);
      }
    }),
  );
});
