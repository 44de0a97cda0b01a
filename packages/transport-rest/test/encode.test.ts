import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeChange, encodeCommand, encodeRead } from '../src/encode.js';

describe('encodeRead', () => {
  it('asks for all fields by default and never filters', () => {
    expect(encodeRead({ menu: 'queue/tree', match: { name: 'WAN-Download' } })).toEqual({
      method: 'GET',
      path: 'queue/tree',
    });
  });

  it('asks for the wanted fields, those to match, and the id, each once', () => {
    const request = { menu: 'queue/tree', match: { name: 'x' }, fields: ['name', 'bytes', '.id'] };
    expect(encodeRead(request).path).toBe('queue/tree?.proplist=.id,name,bytes');
  });
});

describe('encodeChange', () => {
  it('is a PATCH of the object, with text values', () => {
    const change = { menu: 'queue/tree', id: '*1000001', set: { 'max-limit': '85000000' } };
    expect(encodeChange(change)).toEqual({
      method: 'PATCH',
      path: 'queue/tree/*1000001',
      body: '{"max-limit":"85000000"}',
      id: '*1000001',
    });
  });

  it('keeps any id inside its place in the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        fc.pre(!/^\.*$/.test(id));
        const { path } = encodeChange({ menu: 'queue/tree', id, set: {} });
        const url = new URL(`http://router/rest/${path}`);
        expect(url.pathname.split('/').slice(0, -1)).toEqual(['', 'rest', 'queue', 'tree']);
        expect(decodeURIComponent(url.pathname.split('/').at(-1) ?? '')).toBe(id);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });

  it.each(['', '.', '..'])('refuses %j as an id', (id) => {
    expect(() => encodeChange({ menu: 'queue/tree', id, set: {} })).toThrow('is not the id of an object');
  });
});

describe('encodeCommand', () => {
  it('is a POST to the command with its arguments', () => {
    const command = { menu: 'queue/tree', name: 'reset-counters', arguments: { '.id': '*1' } };
    expect(encodeCommand(command)).toEqual({
      method: 'POST',
      path: 'queue/tree/reset-counters',
      body: '{".id":"*1"}',
    });
    expect(encodeCommand({ menu: 'system', name: 'reboot' }).body).toBe('{}');
  });
});

describe('menus', () => {
  it.each(['', '/queue/tree', 'queue/tree/', 'queue//tree', '../user', 'queue/tree?name=x', 'Queue', 'a b'])(
    '%j is refused',
    (menu) => {
      const refused = expect.objectContaining({ name: 'TransportError', kind: 'rejected' });
      expect(() => encodeRead({ menu })).toThrow(refused);
      expect(() => encodeChange({ menu, id: '*1', set: {} })).toThrow(refused);
      expect(() => encodeCommand({ menu, name: 'print' })).toThrow(refused);
    },
  );
});
