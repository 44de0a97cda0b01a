import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neverShow, redact, redacting } from '../../src/config/redact.js';
import { resolveSecrets } from '../../src/config/resolve-secrets.js';
import { secret } from '../../src/config/secret.js';

describe('a secret', () => {
  it('is seen by who asks for it, and neither inspected, serialised nor shown', () => {
    const password = secret('hunter-zwei');
    expect(password.reveal()).toBe('hunter-zwei');
    expect(`${inspect(password)} ${JSON.stringify({ password })}`).not.toContain('zwei');
    expect(redact('wrong: hunter-zwei, hunter-zwei')).toBe('wrong: (hidden), (hidden)');
  });

  it('is never shown, whatever it is and whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 4 }), fc.string(), (text, around) => {
        fc.pre(!'(hidden)'.includes(text) && !`${around}(hidden)${around}`.includes(text));
        neverShow(text);
        expect(redact(`${around}${text}${around}`)).not.toContain(text);
        expect(JSON.stringify({ text: `a ${text}` }, redacting)).not.toContain(
          JSON.stringify(text).slice(1, -1),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('is hidden whole where another is part of it', () => {
    neverShow('abcd-part');
    neverShow('abcd-part-whole');
    expect(redact('abcd-part-whole')).toBe('(hidden)');
  });

  it('is hidden in what HTTP makes of it', () => {
    expect(redact('authorization: Basic d2FuY3RsOmdlaGVpbQ==, Bearer abc.def-ghi')).toBe(
      'authorization: Basic (hidden), Bearer (hidden)',
    );
  });

  it('is what stands below a key that says so, in options of plugins too; other variables may be shown', () => {
    const variable = (name: string) => `\${${name}}`;
    const env = { HOOK: 'https://hook.example/k3y', ROUTER: 'router.example' };
    const data = {
      router: { host: variable('ROUTER') },
      controller: { webhook_url: variable('HOOK'), passphrase: 'offen-es' },
    };
    resolveSecrets(data, env);
    expect(redact('router.example https://hook.example/k3y offen-es')).toBe(
      'router.example (hidden) (hidden)',
    );
  });
});
