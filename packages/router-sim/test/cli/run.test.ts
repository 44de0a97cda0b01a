import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { runLine } from '../../src/cli/run.js';
import { openConsole } from '../../src/console.js';
import { createRouter } from '../../src/create-router.js';

const ALL = ['read', 'write'];

function setUp() {
  const router = createRouter(new ManualClock());
  const { add, queue } = openConsole(router);
  add('queue/type', { name: 'cake-rx', kind: 'cake' });
  add('queue/tree', { name: 'WAN-Download', parent: 'bridge', queue: 'cake-rx', 'max-limit': '440M' });
  add('queue/tree', { name: 'WAN "2" $x', parent: 'ether1', disabled: 'yes', comment: 'a;b' });
  const run = (line: string, policies = ALL) => runLine(router, policies, line).text;
  const put = (line: string) => run(`:put ${line}`).replace(/\r\n$/, '');
  return { run, put, add, queue };
}

describe('reading', () => {
  it('puts rows as values, counters with stats alone', () => {
    const { put } = setUp();
    expect(put('[/queue/tree/print as-value where name="WAN-Download"]')).toBe(
      '.id=*1000000;bucket-size=0.1;burst-limit=0;burst-threshold=0;burst-time=00:00:00;disabled=false;' +
        'invalid=false;limit-at=0;max-limit=440000000;name=WAN-Download;packet-mark=;parent=bridge;priority=8;' +
        'queue=cake-rx',
    );
    expect(put('[/queue tree print stats as-value where name="WAN-Download"]')).toBe(
      '.id=*1000000;bytes=0;dropped=0;name=WAN-Download;packet-rate=0;packets=0;queued-bytes=0;queued-packets=0;rate=0',
    );
    expect(put('[/queue/tree/print as-value proplist=bytes,name]')).toBe(
      '.id=*1000000;bytes=0;name=WAN-Download;.id=*1000001;bytes=0;name=WAN "2" $x',
    );
  });

  it('serializes to JSON', () => {
    const { put } = setUp();
    const rows = JSON.parse(
      put('[:serialize to=json [/queue/tree/print as-value proplist=name,disabled,max-limit]]'),
    );
    expect(rows).toEqual([
      { '.id': '*1000000', disabled: false, 'max-limit': 440_000_000, name: 'WAN-Download' },
      { '.id': '*1000001', disabled: true, 'max-limit': 0, name: 'WAN "2" $x' },
    ]);
    expect(put('[:serialize to=json [/queue/tree/print as-value where name=x]]')).toBe('[]');
    expect(put('[:serialize to=json value="12"]')).toBe('12');
    expect(put('[:serialize to=json options=json.no-string-conversion value="12"]')).toBe('"12"');
    expect(JSON.parse(put('[:serialize to=json [/system/resource/print as-value]]'))).toMatchObject({
      platform: 'MikroTik',
      'cpu-load': 7,
      uptime: '00:00:00',
    });
  });

  it('gets one value, or all of them', () => {
    const { put } = setUp();
    expect(put('[/queue/tree/get *1000000 max-limit]')).toBe('440000000');
    expect(put('[/queue/tree/get [find name="WAN-Download"] value-name=queue]')).toBe('cake-rx');
    expect(put('[/queue/type/get cake-rx cake-rtt]')).toBe('00:00:00.100');
    expect(put('[/system/identity/get name]')).toBe('MikroTik');
    expect(put('[/system/resource/get]')).toContain('cpu=ARM64;');
    expect(put('[/queue/tree/get WAN-Download]')).toContain('bytes=0;');
  });

  it('prints for people', () => {
    const { run } = setUp();
    expect(run('/queue/tree/print stats where name="WAN-Download"')).toBe(
      'Flags: X - disabled, I - invalid\r\n' +
        ' 0   bytes=0 dropped=0 name="WAN-Download" packet-rate=0 packets=0 queued-bytes=0 queued-packets=0 rate=0\r\n',
    );
    expect(run('/queue/tree/print proplist=name,disabled where disabled')).toContain(
      ' 0 X name="WAN "2" $x"\r\n',
    );
    expect(run('/system/identity/print')).toBe('                    name: MikroTik\r\n');
    expect(run('/queue/tree/print as-value')).toBe('');
  });
});

describe('where', () => {
  it.each([
    ['name="WAN-Download"', 1],
    ['name=WAN-Download', 1],
    ['name="WAN \\"2\\" \\$x"', 1],
    ['name="WAN \\"2\\" $x"', 0],
    ['name=nobody', 0],
    ['name!="WAN-Download"', 1],
    ['name~"^WAN"', 2],
    ['disabled=no', 1],
    ['disabled=yes', 1],
    ['!disabled', 1],
    ['comment', 1],
    ['max-limit>1M', 1],
    ['max-limit<=440M', 2],
    ['max-limit=440M && parent=bridge', 1],
    ['parent=bridge or parent=ether1 and max-limit=7', 1],
    ['(parent=bridge or parent=ether1) and !(max-limit=7)', 2],
    ['.id=*1000000', 1],
    ['.id="*1000000"', 0],
    ['name=[/queue/tree/get *1000000 name]', 1],
    ['comment="a;b"', 1],
  ])('%s finds %i', (where, count) => {
    const { put } = setUp();
    expect(put(`[/queue/tree/print count-only where ${where}]`)).toBe(String(count));
    expect(put(`[:len [/queue/tree/find ${where}]]`)).toBe(String(count));
    expect(put(`[:len [/queue/tree/find where ${where}]]`)).toBe(String(count));
  });
});

describe('writing', () => {
  it('changes rows by .id, by name and by what find gives, one command after another', () => {
    const { run, put, queue } = setUp();
    expect(run('/queue/tree/set *1000000 max-limit=1000; /queue/tree/set "WAN-Download" priority=2;')).toBe(
      '',
    );
    expect(run('/queue tree set [find name~"WAN"] limit-at=5k')).toBe('');
    expect(run('/queue/tree/enable *1000000,*1000001;/queue/tree/disable numbers=*1000000')).toBe('');
    expect(put('[/queue/tree/print as-value proplist=disabled,limit-at,priority]')).toBe(
      '.id=*1000000;disabled=true;limit-at=5000;priority=2;.id=*1000001;disabled=false;limit-at=5000;priority=8',
    );
    expect(queue('WAN-Download').maxLimitBps).toBe(1000);
    expect(run('/queue/tree/set [/queue/tree/find name="x"] max-limit=1')).toBe('');
    expect(put('[/queue/tree/add name="caf\\C3\\A9" parent=global]')).toBe('*1000002');
    expect(put('[/queue/tree/get *1000002 name]')).toBe('café');
    expect(run('/queue/tree/remove *1000002;/system/identity/set name=gate')).toBe('');
    expect(put('[/system/identity/get name]')).toBe('gate');
  });

  it('does nothing when a later command is not understood, and all until one fails', () => {
    const { run, queue } = setUp();
    run('/queue/tree/set WAN-Download max-limit=1; /queue/tree/foo');
    expect(queue('WAN-Download').maxLimitBps).toBe(440_000_000);
    const line = '/queue/tree/set WAN-Download max-limit=2; /queue/tree/set *F max-limit=3; :put 1';
    expect(run(line)).toBe('no such item (4)\r\n');
    expect(queue('WAN-Download').maxLimitBps).toBe(2);
  });
});

describe('errors', () => {
  it.each([
    ['/foo', 'bad command name foo (line 1 column 2)'],
    [':foo', 'bad command name foo (line 1 column 2)'],
    ['/queue/tree/foo', 'bad command name foo (line 1 column 13)'],
    ['/queue/tree', 'expected command name (line 1 column 12)'],
    ['/queue/tree/set *1000000 foo=1', 'bad parameter foo (line 1 column 26)'],
    ['/queue/tree/set *1000000 bytes=1', 'bad parameter bytes (line 1 column 26)'],
    ['/queue/tree/print foo', 'expected end of command (line 1 column 19)'],
    ['/queue/tree/print where name=a/b', 'syntax error (line 1 column 30)'],
    [':put "a', 'syntax error (line 1 column 8)'],
    [':put [/queue/tree/find', 'syntax error (line 1 column 23)'],
    [':put 1\n:put 2', 'expected end of command (line 1 column 7)'],
    ['/queue/tree/set max-limit=1', 'expected item id'],
    ['/queue/tree/set "*1000000" max-limit=1', 'no such item (4)'],
    ['/queue/tree/set WAN-Download parent=x', 'input does not match any value of parent'],
    ['/queue/tree/set WAN-Download priority=9', 'value of priority out of range (1..8)'],
    ['/queue/tree/set WAN-Download max-limit=x', 'invalid value for argument max-limit'],
    ['/queue/tree/add name=WAN-Download parent=global', 'failure: already have such name'],
    [':serialize to=xml 1', 'invalid value for argument to'],
  ])('%s', (line, text) => {
    expect(setUp().run(line)).toBe(`${text}\r\n`);
  });

  it('needs the policies', () => {
    const { run } = setUp();
    expect(run('/queue/tree/print', ['write'])).toBe('not enough permissions (9)\r\n');
    expect(run('/queue/tree/remove WAN-Download', ['read'])).toBe('not enough permissions (9)\r\n');
    expect(run(':put 1', [])).toBe('1\r\n');
  });
});
