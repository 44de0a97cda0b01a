import { describe, expect, it } from 'vitest';
import { authorization, CONTROL, rest, startWithQueue, VIEWER } from '../support.js';

const QUEUE = 'queue/tree/*1000000';

const refusals: [string, string, string, unknown, number, string | undefined][] = [
  ['an unknown id', 'GET', 'queue/tree/*99', undefined, 404, undefined],
  ['an unknown name', 'GET', 'queue/tree/nobody', undefined, 404, undefined],
  ['an unknown menu', 'GET', 'foo/bar', undefined, 400, 'no such command or directory (foo)'],
  ['an unknown submenu', 'GET', 'queue/foo', undefined, 400, 'no such command or directory (foo)'],
  ['a directory', 'GET', 'queue', undefined, 400, 'no such command'],
  ['a command by GET', 'GET', 'queue/tree/print', undefined, 400, 'no such command'],
  ['a wrong command', 'POST', 'queue/tree/foo', {}, 400, 'no such command'],
  ['POST to a collection', 'POST', 'queue/tree', {}, 400, 'no such command'],
  ['a name in a menu without', 'GET', 'ip/firewall/mangle/foo', undefined, 400, 'no such command prefix'],
  ['an unknown field', 'PATCH', QUEUE, { foo: '1' }, 400, 'unknown parameter foo'],
  ['a key of objects', 'PATCH', QUEUE, { constructor: '1' }, 400, 'unknown parameter constructor'],
  ['a counter', 'PATCH', QUEUE, { bytes: '0' }, 400, 'unknown parameter bytes'],
  ['a query key in a body', 'POST', 'queue/tree/print', { '?name': 'x' }, 400, 'unknown parameter ?name'],
  ['a strange type', 'PATCH', QUEUE, { queue: 'x' }, 400, 'input does not match any value of queue'],
  ['a strange parent', 'PATCH', QUEUE, { parent: 'x' }, 400, 'input does not match any value of parent'],
  ['out of range', 'PATCH', QUEUE, { priority: '9' }, 400, 'value of priority out of range (1..8)'],
  ['a strange rate', 'PATCH', QUEUE, { 'max-limit': '4e8' }, 400, 'invalid value for argument max-limit'],
  ['nested JSON', 'PATCH', QUEUE, { name: ['x'] }, 400, 'invalid value for argument name'],
  ['a missing argument', 'PUT', 'queue/tree', { name: 'x' }, 400, 'missing =parent='],
  ['a command without rows', 'POST', 'queue/tree/remove', {}, 400, 'missing =.id='],
  [
    'a taken name',
    'PUT',
    'queue/type',
    { name: 'cake-rx', kind: 'cake' },
    400,
    'failure: already have such name',
  ],
  [
    'PATCH without a row',
    'PATCH',
    'queue/tree',
    { name: 'x' },
    400,
    'missing or invalid resource identifier',
  ],
  ['PUT to a row', 'PUT', QUEUE, { name: 'x' }, 400, 'no such command'],
  ['writing a fact', 'POST', 'system/resource/set', { version: '6' }, 400, 'no such command'],
  ['a strange method', 'OPTIONS', 'queue/tree', undefined, 501, undefined],
];

const REASONS: Record<number, string> = { 400: 'Bad Request', 404: 'Not Found', 501: 'Not Implemented' };

describe('refusals', () => {
  it.each(refusals)('%s', async (_case, method, path, body, status, detail) => {
    const sim = await startWithQueue();
    const reason = { error: status, message: REASONS[status] };
    expect(await rest(sim, method, path, body)).toEqual({
      status,
      body: detail === undefined ? reason : { detail, ...reason },
    });
  });

  it('refuses other content types with 415 and broken JSON with 400', async () => {
    const sim = await startWithQueue();
    const send = async (type: string, body: string) => {
      const headers = { authorization: authorization(CONTROL), 'content-type': type };
      return (await fetch(`${sim.httpUrl}/rest/${QUEUE}`, { method: 'PATCH', headers, body })).status;
    };
    expect(await send('text/plain', '{"max-limit":"1M"}')).toBe(415);
    expect(await send('application/json', '{"max-limit":')).toBe(400);
    expect(await send('application/json', '[]')).toBe(400);
    expect(await send('application/json; charset=utf-8', '{"max-limit":"1M"}')).toBe(200);
  });

  it('answers HEAD with 501 and other paths than /rest with 404', async () => {
    const sim = await startWithQueue();
    const status = async (path: string, method: string) => {
      const headers = { authorization: authorization(CONTROL) };
      return (await fetch(`${sim.httpUrl}${path}`, { method, headers })).status;
    };
    expect(await status('/rest/queue/tree', 'HEAD')).toBe(501);
    expect(await status('/webfig/', 'GET')).toBe(404);
    expect(await status('/rest/queue/tree/%ZZ', 'GET')).toBe(400);
  });
});

describe('users', () => {
  it('lets nobody in without the right password and the rest-api policy', async () => {
    const sim = await startWithQueue();
    const unauthorized = { status: 401, body: { error: 401, message: 'Unauthorized' } };
    expect(await rest(sim, 'GET', 'queue/tree', undefined, { ...CONTROL, password: 'wrong' })).toEqual(
      unauthorized,
    );
    expect(await rest(sim, 'GET', 'queue/tree', undefined, { ...CONTROL, name: 'nobody' })).toEqual(
      unauthorized,
    );
    expect((await fetch(`${sim.httpUrl}/rest/queue/tree`)).status).toBe(401);
    sim.users.set(CONTROL.name, { ...CONTROL, policies: ['read', 'write'] });
    expect(await rest(sim, 'GET', 'queue/tree')).toEqual(unauthorized);
  });

  it('answers 500 when the user’s group lacks a policy, and changes nothing', async () => {
    const sim = await startWithQueue();
    expect((await rest(sim, 'GET', QUEUE, undefined, VIEWER)).status).toBe(200);
    expect((await rest(sim, 'POST', 'queue/tree/print', {}, VIEWER)).status).toBe(200);
    expect(await rest(sim, 'PATCH', QUEUE, { 'max-limit': '1M' }, VIEWER)).toEqual({
      status: 500,
      body: { detail: 'not enough permissions (9)', error: 500, message: 'Internal Server Error' },
    });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
    sim.users.set(CONTROL.name, { ...CONTROL, policies: ['write', 'rest-api'] });
    expect((await rest(sim, 'GET', QUEUE)).status).toBe(500);
  });
});
