import { describe, expect, it } from 'vitest';
import { encodeChanges, encodeCommand, encodeRead } from '../src/encode.js';

describe('a read', () => {
  it.each([
    [
      { menu: 'queue/tree', fields: ['max-limit'], match: { name: 'a"b' } },
      ['as-value proplist=max-limit,name'],
    ],
    [{ menu: 'queue/tree', fields: ['bytes', 'packets'] }, ['stats as-value proplist=bytes,packets']],
    [
      { menu: 'queue/tree', fields: ['.id', 'name', 'bytes'] },
      ['as-value proplist=name', 'stats as-value proplist=bytes'],
    ],
    [{ menu: 'queue/tree', fields: ['.id'] }, ['as-value']],
  ])('of %j', (request, prints) => {
    const put = (options: string) =>
      prints.map((print) => `:put [:serialize to=json${options} [/queue/tree/print ${print}]]`).join('; ');
    expect(encodeRead(request)).toEqual([put(' options=json.no-string-conversion'), put('')]);
  });

  it('of all settings tries what older routers and singleton menus do not know', () => {
    const exact = ' options=json.no-string-conversion';
    expect(encodeRead({ menu: 'system/resource' })).toEqual([
      `:put [:serialize to=json${exact} [/system/resource/print detail as-value]]`,
      `:put [:serialize to=json${exact} [/system/resource/print as-value]]`,
      ':put [:serialize to=json [/system/resource/print detail as-value]]',
      ':put [:serialize to=json [/system/resource/print as-value]]',
    ]);
  });

  it.each([{ menu: 'queue tree' }, { menu: 'queue/tree', fields: ['name]; /system/reboot'] }])(
    'refuses %j',
    (request) => {
      expect(() => encodeRead(request)).toThrow(expect.objectContaining({ kind: 'rejected' }));
    },
  );
});

describe('changes', () => {
  it('are joined, each with its report', () => {
    const change = (id: string, limit: string) => ({
      menu: 'queue/tree',
      id,
      set: { 'max-limit': limit, comment: '' },
    });
    expect(encodeChanges([change('*1', '5'), change('*1A', '6')])).toBe(
      '/queue/tree/set *1 max-limit="5" comment=""; :put "done 0"; ' +
        '/queue/tree/set *1A max-limit="6" comment=""; :put "done 1"',
    );
  });

  it.each([
    { menu: 'queue/tree', id: '1', set: {} },
    { menu: 'queue/tree', id: '*1 name=x', set: {} },
    { menu: 'queue/tree;', id: '*1', set: {} },
    { menu: 'queue/tree', id: '*1', set: { 'a b': 'x' } },
  ])('refuse %j', (change) => {
    expect(() => encodeChanges([change])).toThrow(expect.objectContaining({ kind: 'rejected' }));
  });
});

describe('a command', () => {
  it('names its objects by id', () => {
    const command = { menu: 'queue/tree', name: 'reset-counters', arguments: { '.id': '*1' } };
    expect(encodeCommand(command)).toBe('/queue/tree/reset-counters numbers=*1; :put "done 0"');
  });

  it('quotes its arguments', () => {
    const command = { menu: 'log', name: 'info', arguments: { message: 'a; /system/reboot' } };
    expect(encodeCommand(command)).toBe('/log/info message="a; /system/reboot"; :put "done 0"');
  });
});
