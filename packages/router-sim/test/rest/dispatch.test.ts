import { describe, expect, it } from 'vitest';
import { rest, start, startWithQueue } from '../support.js';

const QUEUE = 'queue/tree/*1000000';

describe('reading', () => {
  it('gives the row that a router gives, all text, keys in alphabetical order', async () => {
    const sim = await startWithQueue();
    const { status, body } = await rest(sim, 'GET', 'queue/tree');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toBe(
      '[{".id":"*1000000","bucket-size":"0.1","burst-limit":"0","burst-threshold":"0","burst-time":"0s",' +
        '"bytes":"0","disabled":"false","dropped":"0","invalid":"false","limit-at":"0","max-limit":"440000000",' +
        '"name":"WAN-Download","packet-mark":"","packet-rate":"0","packets":"0","parent":"bridge","priority":"8",' +
        '"queue":"cake-rx","queued-bytes":"0","queued-packets":"0","rate":"0"}]',
    );
  });

  it('finds one row by .id and by name, and a singleton without either', async () => {
    const sim = await startWithQueue();
    expect((await rest(sim, 'GET', QUEUE)).body.name).toBe('WAN-Download');
    expect((await rest(sim, 'GET', 'queue/tree/WAN-Download')).body['.id']).toBe('*1000000');
    expect((await rest(sim, 'GET', 'system/identity')).body).toEqual({ name: 'MikroTik' });
    expect((await rest(sim, 'GET', 'system/resource')).body).toMatchObject({
      platform: 'MikroTik',
      uptime: '0s',
    });
  });

  it('filters by all of the given properties and limits them to the proplist and .id', async () => {
    const sim = await startWithQueue();
    sim.add('queue/tree', { name: 'WAN-Upload', parent: 'ether1', disabled: 'yes' });
    const rows = async (query: string) => (await rest(sim, 'GET', `queue/tree?${query}`)).body;
    expect(await rows('name=WAN-Upload&disabled=true&.proplist=name')).toEqual([
      { '.id': '*1000001', name: 'WAN-Upload' },
    ]);
    expect(await rows('name=WAN-Upload&disabled=false')).toEqual([]);
    expect(await rows('name=nobody')).toEqual([]);
  });

  it('prints with a proplist and query words', async () => {
    const sim = await start();
    const body = { '.proplist': ['name'], '.query': ['kind=sfq', 'kind=red', '#|'] };
    const { body: rows } = await rest(sim, 'POST', 'queue/type/print', body);
    expect(rows).toEqual([
      { '.id': '*FFFFFFFD', name: 'wireless-default' },
      { '.id': '*FFFFFFFC', name: 'synchronous-default' },
      { '.id': '*FFFFFFFB', name: 'hotspot-default' },
    ]);
  });

  it('shows only the properties of the type’s own kind', async () => {
    const sim = await startWithQueue();
    const { body } = await rest(sim, 'GET', 'queue/type/cake-rx');
    expect(body).toMatchObject({ '.id': '*A', 'cake-diffserv': 'diffserv3', default: 'false', kind: 'cake' });
    expect(body).not.toHaveProperty('pfifo-limit');
    expect((await rest(sim, 'GET', 'queue/type/pcq-upload-default')).body).toEqual({
      '.id': '*FFFFFFFA',
      default: 'true',
      kind: 'pcq',
      name: 'pcq-upload-default',
    });
  });
});

describe('writing', () => {
  it('patches a row and answers with the whole of it', async () => {
    const sim = await startWithQueue();
    const { status, body } = await rest(sim, 'PATCH', QUEUE, { 'max-limit': '12.5M', queue: 'default' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ '.id': '*1000000', 'max-limit': '12500000', queue: 'default' });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(12_500_000);
  });

  it('takes JSON numbers and booleans, and null and "" for unset', async () => {
    const sim = await startWithQueue();
    const write = async (set: object) => (await rest(sim, 'PATCH', QUEUE, set)).body;
    expect(await write({ 'max-limit': 5e6, disabled: true, comment: 'x' })).toMatchObject({
      'max-limit': '5000000',
      disabled: 'true',
      comment: 'x',
    });
    const unset = await write({ 'max-limit': null, comment: '' });
    expect(unset['max-limit']).toBe('0');
    expect(unset).not.toHaveProperty('comment');
  });

  it('changes nothing when one of several values will not do', async () => {
    const sim = await startWithQueue();
    await rest(sim, 'PATCH', QUEUE, { 'max-limit': '1M', priority: '9' });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
  });

  it('adds with 201 and removes with 204, then 404', async () => {
    const sim = await start();
    const added = await rest(sim, 'PUT', 'ip/firewall/mangle', { chain: 'forward', action: 'accept' });
    expect(added.status).toBe(201);
    expect(added.body['.id']).toBe('*0');
    expect(await rest(sim, 'DELETE', 'ip/firewall/mangle/*0')).toEqual({ status: 204, body: undefined });
    expect((await rest(sim, 'DELETE', 'ip/firewall/mangle/*0')).status).toBe(404);
    const next = await rest(sim, 'POST', 'ip/firewall/mangle/add', { chain: 'forward' });
    expect(next).toEqual({ status: 200, body: { ret: '*1' } });
  });

  it('shows `disabled` of a mangle rule from the first write on', async () => {
    const sim = await start();
    sim.add('ip/firewall/mangle', { chain: 'forward', comment: 'steer' });
    expect(sim.rows('ip/firewall/mangle')[0]).toEqual({
      '.id': '*0',
      action: 'accept',
      bytes: '0',
      chain: 'forward',
      comment: 'steer',
      dynamic: 'false',
      invalid: 'false',
      packets: '0',
    });
    expect(await rest(sim, 'POST', 'ip/firewall/mangle/disable', { '.id': '*0' })).toEqual({
      status: 200,
      body: [],
    });
    expect(sim.rows('ip/firewall/mangle')[0]?.['disabled']).toBe('true');
    await rest(sim, 'POST', 'ip/firewall/mangle/enable', { numbers: '*0' });
    expect(sim.rows('ip/firewall/mangle')[0]?.['disabled']).toBe('false');
  });

  it('sets by command, also a singleton', async () => {
    const sim = await startWithQueue();
    await rest(sim, 'POST', 'queue/tree/set', { '.id': '*1000000', 'max-limit': '7M' });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(7e6);
    await rest(sim, 'POST', 'system/identity/set', { name: 'attic' });
    expect((await rest(sim, 'GET', 'system/identity')).body).toEqual({ name: 'attic' });
  });

  it('keeps a reference through a rename and marks a dead one invalid', async () => {
    const sim = await startWithQueue();
    sim.set('queue/type', 'cake-rx', { name: 'cake-new' });
    expect((await rest(sim, 'GET', QUEUE)).body).toMatchObject({ queue: 'cake-new', invalid: 'false' });
    sim.remove('queue/type', 'cake-new');
    expect((await rest(sim, 'GET', QUEUE)).body).toMatchObject({ queue: '*A', invalid: 'true' });
  });
});
