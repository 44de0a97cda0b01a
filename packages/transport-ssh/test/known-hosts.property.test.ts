import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprintOf, knownHostKeys } from '../src/known-hosts.js';

const name = fc.constantFrom(
  'router',
  'Router',
  '[router]:2222',
  '*',
  '!router',
  '|1|c2FsdA==|x',
  '@revoked',
  '|1||',
);
const word = fc.oneof(
  name,
  fc.string({ unit: 'binary-ascii' }),
  fc.constant('ssh-ed25519'),
  fc.base64String(),
);
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));

it('finds the keys of plain lines for that very name among any others, and invents none', () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(line), key, fc.array(line), (before, publicKey, after) => {
      const own = `other,ROUTER ssh-ed25519 ${publicKey.toString('base64')} comment`;
      const found = knownHostKeys([...before, own, ...after].join('\n'), 'router', 22);
      expect(found).toContain(fingerprintOf(publicKey));
      for (const print of found) expect(print).toMatch(/^[0-9a-f]{64}$/);
      expect(knownHostKeys([...before, own, ...after].join('\n'), 'nobody', 22)).toEqual([]);
    }),
  );
});
