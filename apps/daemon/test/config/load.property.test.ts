import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { fixture, linesOf } from './edit.js';

const SECRET = 'hunter-zwei-drei';
const VALUES = [
  ...[
    '',
    '~',
    'yes',
    '-5',
    '0',
    '1e3',
    '1.0e+308',
    '.nan',
    '-.inf',
    '0x1',
    '9'.repeat(400),
    '190:20:30',
    '2024-01-02',
  ],
  ...[
    '[]',
    '{}',
    '[1, {a: b}]',
    '{toString: 5, valueOf: ~}',
    '{__proto__: {a: 1}}',
    '{constructor: 5}',
    '"\\e[2J"',
    '"\\u2028x"',
  ],
  ...[
    '&a [*a]',
    '*a',
    '{<<: *a}',
    '{<<: [*a, *b]}',
    '!!set {a}',
    '!!binary aGk=',
    '!!python/object:x',
    '"a\\nb"',
    "'",
    '|',
    '>',
  ],
  ...[
    `"\${A}"`,
    `"\${MISSING}"`,
    `"\${__proto__}"`,
    `"\${constructor}"`,
    `"\${file:/nowhere}"`,
    `"\${file:x\\ny}"`,
  ],
  ...[`{password: ${SECRET}}`, `[{token: "${SECRET}"}]`],
];
const KEYS = [
  'toString',
  '"a\\nb"',
  '"\\e[2J"',
  '<<',
  '__proto__',
  'constructor',
  '? [x]',
  '[a]',
  'plugins',
  'controller',
  'router',
];

type Edit = (lines: readonly string[], at: number) => string[];
const edits: fc.Arbitrary<Edit> = fc.oneof(
  // Another value, another key, none of both, the same once more, one more, another depth, one sign more.
  fc.oneof(fc.constantFrom(...VALUES), fc.json()).map(
    (value): Edit =>
      (lines, at) =>
        lines.with(at, lines[at]?.replace(/:.*/, `: ${value}`) ?? ''),
  ),
  fc.constantFrom(...KEYS).map(
    (key): Edit =>
      (lines, at) =>
        lines.with(at, lines[at]?.replace(/[\w]+:/, `${key}:`) ?? ''),
  ),
  fc.constant<Edit>((lines, at) => lines.toSpliced(at, 1)),
  fc.constant<Edit>((lines, at) => lines.toSpliced(at, 0, lines[at] ?? '')),
  fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES)).map(
    ([key, value]): Edit =>
      (lines, at) =>
        lines.toSpliced(at, 0, `${key}: ${value}`),
  ),
  fc.constant<Edit>((lines, at) => lines.with(at, `  ${lines[at]}`)),
  fc.tuple(fc.nat(60), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 2 })).map(
    ([column, sign]): Edit =>
      (lines, at) =>
        lines.with(at, `${lines[at]?.slice(0, column)}${sign}${lines[at]?.slice(column)}`),
  ),
);
const text = fc
  .tuple(fc.constantFrom('wan.yaml', 'steering.yaml'), fc.array(fc.tuple(edits, fc.nat()), { maxLength: 5 }))
  .map(([name, list]) =>
    list.reduce((lines, [edit, at]) => edit(lines, at % lines.length), fixture(name).split('\n')).join('\n'),
  );

/** The lines about a file; none is more than a line, and each names the file. */
function told(content: string): readonly string[] {
  const loaded = loadConfig(content, 'any.yaml', { A: 'a', ROUTER_PASSWORD: SECRET });
  const lines = linesOf(loaded);
  for (const line of lines) {
    expect(line).toMatch(/^any\.yaml[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
    expect(line).not.toContain(SECRET);
  }
  if (loaded.kind === 'invalid')
    expect(loaded.problems.some(({ severity }) => severity === 'error')).toBe(true);
  else if (loaded.kind === 'wan') {
    const { settings } = loaded;
    expect(JSON.stringify(settings)).not.toContain(SECRET);
    for (const { floorRedBps, ceilingBps, factorDown } of [settings.law.download, settings.law.upload]) {
      expect(Number.isFinite(ceilingBps) && floorRedBps > 0 && ceilingBps >= floorRedBps).toBe(true);
      expect(factorDown > 0 && factorDown <= 1).toBe(true);
    }
    expect(settings.intervalMs > 0 && Number.isFinite(settings.intervalMs)).toBe(true);
  }
  return lines;
}

it('gives settings within their bounds or lines that show no secret, however a good file is edited', () => {
  fc.assert(fc.property(text, (content) => void told(content)));
});

it.each(['[', '{a: ', '- ', '? ', '&a [', '"'])('survives %j without end', (open) => {
  expect(told(open.repeat(20_000))).toHaveLength(1);
});

it('bounds what merges can grow to', () => {
  const levels = Array.from({ length: 20 }, (_, level) => {
    const before = Array.from({ length: 20 }, () => `*l${level}`);
    return `l${level + 1}: &l${level + 1} {<<: [${before.join(', ')}], k${level}: 1}`;
  });
  told(['l0: &l0 {a: 1}', ...levels].join('\n'));
});
