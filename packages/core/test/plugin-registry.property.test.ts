import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createContainer, findPlugin, isWanctlError, knownPlugins, registerPlugin } from '../src/index.js';

const kinds = ['transport', 'probe', 'assessor', 'state-store'];
const manifest = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true }),
  fc.record(
    {
      apiVersion: fc.oneof(
        fc.constant(1),
        fc.anything({ withNullPrototype: true }),
        fc.constant(Symbol('1')),
      ),
      kind: fc.oneof(fc.constantFrom(...kinds, 'constructor'), fc.anything({ withNullPrototype: true })),
      name: fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.anything({ withNullPrototype: true })),
      create: fc.oneof(
        fc.constant(() => ({})),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  ),
);

it('a value is taken for a plugin that can be found by its name, or refused in one line that says where it is from', () => {
  fc.assert(
    fc.property(manifest, (value) => {
      const container = createContainer();
      try {
        const { kind, name } = registerPlugin(container, value, 'plugin "./x.js"');
        expect(kinds).toContain(kind);
        expect(findPlugin(container, kind, name)).toBe(value);
      } catch (error) {
        if (!isWanctlError(error)) throw error;
        expect(error.code).toMatch(/^ERR_PLUGIN_(SHAPE|API_VERSION)$/);
        expect(error.message).toMatch(/^plugin ".\/x.js" [^\p{Cc}\p{Zl}\p{Zp}]+$/u);
        expect(knownPlugins(container)).toEqual([]);
      }
    }),
  );
});
