import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml11, type YamlDocument, type YamlFault } from '../../src/config/yaml11.js';

function read(text: string): unknown {
  const result = parseYaml11(text);
  return 'data' in result ? result.data : result;
}

function scalar(text: string): unknown {
  return (read(`key: ${text}\n`) as { key: unknown }).key;
}

function documentOf(text: string): YamlDocument {
  return parseYaml11(text) as YamlDocument;
}

// Every row was compared with what PyYAML 6 gives.
const SCALARS: [string, unknown][] = [
  ...['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text): [string, unknown] => [
    text,
    true,
  ]),
  ...['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((text): [string, unknown] => [
    text,
    false,
  ]),
  ...['y', 'n', 'Y', 'N', 'yEs', 'tRUE', 'oN'].map((text): [string, unknown] => [text, text]),
  ...['~', 'null', 'Null', 'NULL', ''].map((text): [string, unknown] => [text, null]),
  ['nUll', 'nUll'],
  ['300', 300n],
  ['-5', -5n],
  ['+5', 5n],
  ['300.0', 300],
  ['010', 8n],
  ['-010', -8n],
  ['08', '08'],
  ['0o10', '0o10'],
  ['0x1F', 31n],
  ['0X1F', '0X1F'],
  ['0b101', 5n],
  ['1_000', 1000n],
  ['_1', '_1'],
  ['1:30', 90n],
  ['-1:30', -90n],
  ['0:30', '0:30'],
  ['190:20:30', 685230n],
  ['1:60', '1:60'],
  ['190:20:30.15', 685230.15],
  ['1e3', '1e3'],
  ['1.0e3', '1.0e3'],
  ['1e+3', '1e+3'],
  ['1.0e+3', 1000],
  ['1.5e-3', 0.0015],
  ['.5', 0.5],
  ['-.5', '-.5'],
  ['5.', 5],
  ['1_0.5_0', 10.5],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.INF', Number.NEGATIVE_INFINITY],
  ['.NaN', Number.NaN],
  ['-.nan', '-.nan'],
  ['2024-01-02', new Date('2024-01-02T00:00:00Z')],
  ['2024-1-2', '2024-1-2'],
  ['2024-01-02 03:04:05', new Date('2024-01-02T03:04:05Z')],
  ['2024-01-02T3:04:05.5-05:30', new Date('2024-01-02T08:34:05Z')],
  ["'300'", '300'],
  ['"yes"', 'yes'],
  ['!!str 300', '300'],
  ["!!int '300'", 300n],
];

describe('scalars', () => {
  it.each(SCALARS)('reads %s as YAML 1.1 does', (text, value) => {
    expect(scalar(text)).toEqual(value);
  });

  it.each(['0x_', '2024-02-30', '2024-01-02 25:00:00', '!secret x', '!!python/object:os.system x'])(
    'refuses %s',
    (text) => {
      expect(scalar(text)).toBeUndefined();
    },
  );

  it('reads every whole number back', () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(scalar(String(value))).toBe(value);
      }),
    );
  });
});

describe('mappings', () => {
  it.each([
    ['of equal keys takes the last', 'a: {x: 1, x: 2}\n', { x: 2n }],
    ['lets own keys win over merged ones', 'm: &m {x: 1, y: 1}\na: {y: 2, <<: *m}\n', { x: 1n, y: 2n }],
    [
      'lets the first of several merged win',
      'm: &m {x: 1}\nn: &n {x: 2, y: 2}\na: {<<: [*m, *n]}\n',
      { x: 1n, y: 2n },
    ],
    ['merges what was merged', 'm: &m {x: 1}\nn: &n {<<: *m}\na: {<<: *n}\n', { x: 1n }],
    ['follows an alias', 'm: &m {x: 1}\na: *m\n', { x: 1n }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toMatchObject({ a: expected });
  });

  it('names keys as the file spells them', () => {
    expect(read('1: a\nyes: b\n0x10: c\n')).toEqual({ 1: 'a', yes: 'b', '0x10': 'c' });
  });

  it('reads an empty text as nothing', () => {
    expect(read('')).toBeNull();
    expect(read('# only a remark\n')).toBeNull();
  });
});

describe('faults', () => {
  it.each([
    ['a: 1\nb: [1, 2\n', 3],
    ['a: 1\nb: "x\n', 3],
    ['a: 1\n\tb: 2\n', 2],
    ['a: 1\nb: @x\n', 2],
    ['a: 1\nb: *nobody\n', 2],
    ['a: 1\nb: {<<: 5}\n', 2],
    ['a: 1\n? [1]\n: 2\n', 2],
    ['a: &a [*a]\n', 1],
    ['---\na: 1\n---\nb: 1\n', 3],
  ])('tells the line of %j', (text, line) => {
    expect(parseYaml11(text)).toMatchObject({ line, message: expect.stringMatching(/\w/) });
  });

  it('bounds what aliases can grow to', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`);
    expect(read(['l0: &l0 [x]', ...levels].join('\n'))).toMatchObject({
      message: expect.stringContaining('alias'),
    });
  });

  it.each([
    '*hunter2',
    '!hunter2',
    '|hunter2',
    '"\\hunter2"',
    "'hunter2",
    '[hunter2',
    '@hunter2',
    '>hunter2',
    '%hunter2',
    '"a" hunter2',
  ])('does not quote %s', (text) => {
    expect(
      JSON.stringify((parseYaml11(`router:\n  password: ${text}\n`) as YamlFault).message ?? ''),
    ).not.toMatch(/unter2/);
  });
});

describe('places', () => {
  const text = 'a: 1\nb:\n  c: 0x10\n  d: [x, "y z"]\n  e:\nm: &m\n  f: yes\nn:\n  <<: *m\n';

  it.each([
    ['a', 1, '1'],
    ['b.c', 3, '0x10'],
    ['b.d.1', 4, '"y z"'],
    ['b.e', 5, 'null'],
    ['b.missing', 2, null],
    ['missing', 1, null],
    ['n.f', 7, 'yes'],
  ])('finds %s', (path, line, spelling) => {
    expect(documentOf(text).find(path.split('.'))).toEqual({ line, spelling });
  });
});

it('gives data or a fault for any text, and a place for any path', () => {
  const piece = fc.constantFrom(
    ...'ab: -\n  [],{}&*!|>\'"#%@`?<~0.9\t',
    '<<: ',
    '&a ',
    '*a',
    ': ',
    '- ',
    '---\n',
    '!!',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.array(fc.string(), { maxLength: 3 }),
      (pieces, path) => {
        const result = parseYaml11(pieces.join(''));
        if ('data' in result) expect(result.find(path).line).toBeGreaterThan(0);
        else expect(result.line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 2000 },
  );
});
