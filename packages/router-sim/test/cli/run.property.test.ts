import { ManualClock } from '@wanctl/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runLine } from '../../src/cli/run.js';
import { openConsole } from '../../src/console.js';
import { createRouter } from '../../src/create-router.js';

const WORDS = [
  ...[
    '/queue/tree',
    '/queue tree',
    '/system/resource',
    '/log',
    ':put',
    ':len',
    ':serialize',
    ':constructor',
    '/',
  ],
  ...[
    'print',
    'set',
    'get',
    'add',
    'remove',
    'find',
    'enable',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
  ],
  ...[
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '!',
    '"',
    '\\',
    '$',
    '$x',
    ';',
    '=',
    '~',
    '&&',
    '||',
    ' or ',
    ' and ',
    'not ',
    ',',
  ],
  ...[
    'where',
    'name',
    'name=',
    'max-limit=',
    'numbers=',
    'to=json',
    'options=',
    'proplist=',
    'as-value',
    'stats',
  ],
  ...[
    'WAN-Download',
    '*1000000',
    '*F',
    '0',
    '1M',
    '-1',
    '9'.repeat(400),
    '"("',
    '~"("',
    '"a\\"',
    '\\0A',
    '\n',
    '\t',
    ' ',
  ],
];
const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 4 }) },
);
const line = fc.oneof(
  fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 25 }).map((words) => words.join('')),
  fc
    .tuple(fc.constantFrom('[', '!', '(', ':put [', 'not ', '[['), fc.nat(20_000))
    .map(([open, depth]) => `/queue/tree/print where ${open.repeat(depth)}`),
  fc
    .array(word, { maxLength: 9 })
    .map((words) => `:put [/queue/tree/print as-value where ${words.join('')}]`),
);

function newRouter() {
  const router = createRouter(new ManualClock());
  const { add } = openConsole(router);
  add('queue/type', { name: 'cake-rx', kind: 'cake' });
  add('queue/tree', { name: 'WAN-Download', parent: 'bridge', queue: 'cake-rx', 'max-limit': '440M' });
  return router;
}

it('answers any line with text and never throws', () => {
  fc.assert(
    fc.property(line, (text) => {
      const output = runLine(newRouter(), ['read', 'write'], text);
      expect(output.text).toBeTypeOf('string');
      expect(output.failed).toBeTypeOf('boolean');
    }),
  );
});

it('changes nothing for a user who may only read', () => {
  fc.assert(
    fc.property(line, (text) => {
      const router = newRouter();
      const values = () => JSON.stringify(router.tables['queue/tree'].rows.map((row) => row.values));
      const before = values();
      runLine(router, ['read'], text);
      expect(values()).toBe(before);
    }),
  );
});
