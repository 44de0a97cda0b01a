import { describe, expect, it } from 'vitest';
import { refusal } from '../src/refusal.js';

describe('a text of the router', () => {
  it.each([
    ['no such item', 'not-found'],
    ['no such item (4)', 'not-found'],
    ['interrupted\r\nno such item (4)', 'not-found'],
    ['expected item id (line 1 column 20)', 'not-found'],
    ['not enough permissions (9)', 'permission'],
    ['bad command name foo (line 1 column 2)', 'not-found'],
    ['expected end of command (line 1 column 15)', 'rejected'],
    ['syntax error (line 1 column 8)', 'rejected'],
    ['bad parameter foo (line 1 column 9)', 'rejected'],
    ['input does not match any value of parent', 'rejected'],
    ['value of priority out of range (1..8)', 'rejected'],
    ['invalid value for argument max-limit', 'rejected'],
    ['done 0\r\ninvalid value for argument max-limit', 'rejected'],
    ['failure: already have such name', 'rejected'],
    ['action failed (6)', 'rejected'],
    ['no such command or directory (foo)', 'not-found'],
    ['action timed out - try again, if error continues contact MikroTik support (13)', 'timeout'],
    ['interrupted', 'protocol'],
    ['Welcome to the hotspot', 'protocol'],
    ['', 'protocol'],
  ])('%j is %s', (text, kind) => {
    expect(refusal(text, false)).toMatchObject({ kind, mayHaveApplied: false });
  });

  it.each([
    ['no such item', false],
    ['not enough permissions (9)', false],
    ['invalid value for argument x', true],
    ['', true],
  ])('%j may have applied a change: %s', (text, mayHaveApplied) => {
    expect(refusal(text, true).mayHaveApplied).toBe(mayHaveApplied);
  });

  it('becomes one line of a bounded length', () => {
    expect(refusal(`failure: a\r\n${'b'.repeat(1000)}`, false).message).toMatch(/^failure: a b{100,200}$/);
  });
});
