import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TransportError } from '../src/index.js';

const text = fc.oneof(
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: 'grapheme' }).map((word) => word.repeat(300)),
);

it('is one line without control characters, whatever the router said', () => {
  fc.assert(
    fc.property(text, (said) => {
      const { message } = new TransportError('rejected', said);
      expect(message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(message.length).toBeLessThanOrEqual(1000);
    }),
  );
});
