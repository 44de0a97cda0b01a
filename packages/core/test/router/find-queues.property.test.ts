import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asTransportError, type Row, silentLogger, type Transport } from '../../src/index.js';
import { findQueues } from '../../src/router/find-queues.js';

const TARGETS = { download: { queue: 'Down', type: 'cake' }, upload: { queue: 'Up', type: 'cake' } };
const text = fc.oneof(
  fc.constantFrom(
    'Down',
    'Up',
    'cake',
    '*1',
    '85000000',
    '-5',
    '9'.repeat(400),
    '1e9',
    'Infinity',
    '10M',
    '',
  ),
  fc.string({ unit: 'binary-ascii' }),
);
const row = fc.dictionary(fc.constantFrom('.id', 'name', 'max-limit', 'queue', '__proto__'), text);
const good = (name: string) => row.map((other): Row => ({ ...other, name }));

it('gives both queues with a limit that is a rate or unknown, or a clear line', async () => {
  const rows = fc.oneof(fc.tuple(good('Down'), good('Up')), fc.array(row, { maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(rows, async (found) => {
      const transport = { read: async () => found } as Partial<Transport> as Transport;
      const outcome = await findQueues(transport, TARGETS, silentLogger).catch(asTransportError);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ kind: 'not-found' });
        expect(outcome.message).toMatch(/^the router has [^\p{Cc}\p{Zl}\p{Zp}]+$/u);
        return;
      }
      for (const { maxLimitBps } of Object.values(outcome)) {
        expect(maxLimitBps === null || (Number.isSafeInteger(maxLimitBps) && maxLimitBps >= 0)).toBe(true);
      }
    }),
  );
});
