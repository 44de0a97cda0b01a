import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDone, decodeRows } from '../src/decode.js';

describe('rows', () => {
  it('come from an array, a single object, or none', () => {
    expect(decodeRows('[{".id":"*1","disabled":false},{".id":"*2","max-limit":5}]\r\n')).toEqual([
      { '.id': '*1', disabled: 'false' },
      { '.id': '*2', 'max-limit': '5' },
    ]);
    expect(decodeRows('{"version":"7.21.4 (stable)"}\r\n')).toEqual([{ version: '7.21.4 (stable)' }]);
    expect(decodeRows('[]\r\n')).toEqual([]);
  });

  it('are put together from settings and counters', () => {
    const text =
      '[{".id":"*1","name":"a"},{".id":"*2","name":"b"}]\r\n[{".id":"*2","bytes":7},{".id":"*1","bytes":6}]\r\n';
    expect(decodeRows(text)).toEqual([
      { '.id': '*1', name: 'a', bytes: '6' },
      { '.id': '*2', name: 'b', bytes: '7' },
    ]);
  });

  it.each(['', '<html>', '[{".id":"*1"', '"text"', '[1]', '[{"a":null}]', '{"a":{}}'])(
    'do not come from %j',
    (text) => {
      expect(() => decodeRows(text)).toThrow(expect.objectContaining({ kind: 'protocol' }));
    },
  );

  it('or a clear error come from anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        try {
          for (const value of decodeRows(text).flatMap(Object.values)) expect(value).toBeTypeOf('string');
        } catch (error) {
          expect(error).toMatchObject({ name: 'TransportError', mayHaveApplied: false });
          expect((error as Error).message).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });
});

describe('reports', () => {
  it.each([
    ['', 0],
    ['done 0\r\n', 1],
    ['done 0\r\ndone 1\r\n', 2],
    ['done 0\r\nno such item\r\ndone 2\r\n', 1],
    ['done 1\r\n', 0],
    ['done 01\r\n', 0],
  ])('in %j are %i in a row', (text, count) => {
    expect(countDone(text)).toBe(count);
  });
});
