import { systemClock } from '@wanctl/core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { answerTo } from '../../src/binary-api/answer.js';
import { parseRequest } from '../../src/binary-api/request.js';
import { createRouter } from '../../src/create-router.js';
import { POLICIES } from '../../src/index.js';

const MENUS = ['/queue/tree', '/queue/simple', '/system/identity', '/ip/service', '/user', '/interface', ''];
const COMMANDS = ['print', 'add', 'set', 'remove', 'enable', 'monitor-traffic', 'execute', 'reset-counters'];
const WORDS = [
  '.id',
  'numbers',
  'name',
  'max-limit',
  '.proplist',
  '.query',
  'script',
  'interface',
  '__proto__',
];

const command = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom(...MENUS), fc.constantFrom(...COMMANDS)).map((parts) => parts.join('/')),
);
const word = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.tuple(fc.constantFrom(...WORDS), fc.string()).map(([name, value]) => `=${name}=${value}`),
  fc.string().map((query) => `?${query}`),
);

describe('an answer', () => {
  it('is there whatever is asked', () => {
    fc.assert(
      fc.property(command, fc.array(word, { maxLength: 4 }), (first, words) => {
        const answer = answerTo(createRouter(systemClock), POLICIES, parseRequest([first, ...words]));
        return answer.at(-1)?.[0] === '!done';
      }),
      { numRuns: 300 },
    );
  });
});
