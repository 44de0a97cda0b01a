import { TransportError } from '@wanctl/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRows } from '../src/decode.js';
import type { RestRequest } from '../src/encode.js';

const GET: RestRequest = { method: 'GET', path: 'queue/tree' };
const PATCH: RestRequest = { method: 'PATCH', path: 'queue/tree/*1', body: '{}' };

const error = (status: number, detail?: string) => ({
  status,
  body: JSON.stringify({ detail, error: status, message: 'Reason' }),
});

function thrownBy(decode: () => unknown): TransportError {
  try {
    decode();
  } catch (thrown) {
    return thrown as TransportError;
  }
  throw new Error('nothing was thrown');
}

describe('an answer that is good', () => {
  it('gives the rows of a list', () => {
    const rows = [{ '.id': '*1', name: 'a' }, { '.id': '*2' }];
    expect(decodeRows({ status: 200, body: JSON.stringify(rows) }, GET)).toEqual(rows);
    expect(decodeRows({ status: 200, body: '[]' }, GET)).toEqual([]);
  });

  it('gives one row for a singleton menu', () => {
    expect(decodeRows({ status: 200, body: '{"cpu-load":"3"}' }, GET)).toEqual([{ 'cpu-load': '3' }]);
  });

  it('takes numbers and booleans as text', () => {
    expect(decodeRows({ status: 200, body: '[{"a":1,"b":true}]' }, GET)).toEqual([{ a: '1', b: 'true' }]);
  });

  it('may be empty for a change, not for a read', () => {
    expect(decodeRows({ status: 204, body: '' }, PATCH)).toEqual([]);
    expect(thrownBy(() => decodeRows({ status: 200, body: '' }, GET))).toMatchObject({ kind: 'protocol' });
  });
});

describe('a refusal', () => {
  it.each([
    [{ status: 401, body: '' }, 'auth', false],
    [error(401), 'auth', false],
    [error(403, 'no'), 'permission', false],
    [error(404), 'not-found', false],
    [error(400, 'no such command or directory (foo)'), 'not-found', false],
    [error(400, 'no such command'), 'rejected', true],
    [error(400, 'input does not match any value of queue'), 'rejected', true],
    [error(415), 'rejected', false],
    [error(500, 'not enough permissions (9)'), 'permission', false],
    [error(500, 'failure'), 'protocol', true],
    [error(503), 'protocol', true],
    [{ status: 302, body: '' }, 'protocol', false],
    [{ status: 404, body: '<html>' }, 'protocol', false],
    [{ status: 502, body: '<html>' }, 'protocol', true],
  ])('%j is %s; applied perhaps: %s', (answer, kind, mayHaveApplied) => {
    expect(thrownBy(() => decodeRows(answer, PATCH))).toMatchObject({ kind, mayHaveApplied });
    expect(thrownBy(() => decodeRows(answer, GET))).toMatchObject({ kind, mayHaveApplied: false });
  });

  it("shows the router's words in one short line", () => {
    const { message } = thrownBy(() => decodeRows(error(400, `first\nsecond ${'x'.repeat(1000)}`), GET));
    expect(message).toMatch(/^first second x+ \(400\)$/);
    expect(message.length).toBeLessThan(250);
  });
});

describe('an answer that is not RouterOS', () => {
  it.each(['<html>', '[{"name":"a"', '"text"', '[1]', '[[]]', 'null', '[{"a":{}}]', '[{"a":null}]'])(
    '%j is a protocol error',
    (body) => {
      const answer = { status: 200, body };
      expect(thrownBy(() => decodeRows(answer, GET))).toMatchObject({
        kind: 'protocol',
        mayHaveApplied: false,
      });
      expect(thrownBy(() => decodeRows(answer, PATCH))).toMatchObject({
        kind: 'protocol',
        mayHaveApplied: true,
      });
    },
  );

  it('never gives anything but rows of text or a TransportError', () => {
    const body = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (status, text) => {
        try {
          for (const row of decodeRows({ status, body: text }, GET)) {
            for (const value of Object.values(row)) expect(value).toBeTypeOf('string');
          }
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(TransportError);
        }
      }),
    );
  });
});
