import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '../src/quote.js';
import { router, transportTo } from './harness.js';

/** Reads one string as RouterOS does, by the manual: the text, and what is left of the line behind it. */
function unquote(line: string): { text: string; rest: string } {
  const [, body = '', rest = ''] =
    /^"((?:[^"\\$\n\r]|\\(?:["\\nrt$?_abfv]|[0-9A-F]{2}))*)"(.*)$/s.exec(line) ?? [];
  return {
    text: body.replace(/\\([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    rest,
  };
}

const NASTY = [
  '"',
  '\\',
  '$',
  '?',
  ';',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '#',
  '\n',
  '\r',
  '\t',
  '\0',
  ' ',
  '=',
  '*',
  '€',
  '𝄞',
];
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...NASTY, 'a', '4', 'F', ':put', 'global') }),
);

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['a"b', '"a\\22b"'],
    ['C:\\new', '"C:\\5Cnew"'],
    ['$name', '"\\24name"'],
    ['two\nlines', '"two\\0Alines"'],
    ['höher; [find]', '"höher; [find]"'],
  ])('writes %j as %s', (given, quoted) => {
    expect(quote(given)).toBe(quoted);
  });

  it('stands for exactly the text, on one line, and nothing of it is outside', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('', ' name="x"', '; :put "y"'), (given, behind) => {
        expect(unquote(quote(given) + behind)).toEqual({ text: given, rest: behind });
      }),
    );
  });

  it('gets any name into a router and out again, and nothing else', async () => {
    const { sim, id, port } = await router();
    sim.add('queue/tree', { name: 'bystander', parent: 'bridge' });
    const { transport } = transportTo(port);
    const others = () => sim.rows('queue/tree').filter((row) => row['.id'] !== id);
    const before = others();
    await fc.assert(
      fc.asyncProperty(
        text.filter((given) => !/\p{Surrogate}/u.test(given) && given !== '' && given !== 'bystander'),
        async (name) => {
          expect(await transport.apply([{ menu: 'queue/tree', id, set: { name } }])).toEqual([
            { status: 'applied' },
          ]);
          expect(sim.rows('queue/tree').find((row) => row['.id'] === id)?.['name']).toBe(name);
          expect(others()).toEqual(before);
        },
      ),
      { numRuns: 200 },
    );
  });
});
