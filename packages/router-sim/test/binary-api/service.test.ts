import { once } from 'node:events';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { answered, CONTROL, start, startWithQueue, VIEWER } from '../support.js';
import { connect, dial, dialTls } from './support.js';

const DONE = ['!done'];
const trap = (message: string) => ['!trap', `=message=${message}`];
const LOGIN = ['/login', `=name=${CONTROL.name}`, `=password=${CONTROL.password}`];

describe('a login', () => {
  it('opens a session, which ends with the connection', async () => {
    const sim = await start();
    const client = await dial(sim);
    expect(await client.ask(...LOGIN, '.tag=7')).toEqual([['!done', '.tag=7']]);
    expect(sim.rows('user/active')).toMatchObject([{ name: 'ctl', via: 'api' }]);
    client.socket.end();
    await expect.poll(() => sim.rows('user/active')).toEqual([]);
    expect(sim.rows('log').map(({ message }) => message)).toEqual([
      'user ctl logged in from 127.0.0.1 via api',
      'user ctl logged out from 127.0.0.1 via api',
    ]);
  });

  it('takes its time', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock, latency: 'chr' });
    const client = await dial(sim);
    client.send(...LOGIN);
    let isIn = false;
    void client.next().then(() => {
      isIn = true;
    });
    while (!isIn) {
      await clock.advance(1);
      await new Promise(setImmediate);
    }
    expect(clock.now()).toBeGreaterThanOrEqual(125);
  });

  it.each([
    ['a wrong password', ['=name=ctl', '=password=x']],
    ['no name', []],
    ['a user without the policy', ['=name=rest', '=password=']],
  ])('is refused with %s, and may be tried again', async (_, words) => {
    const users = [CONTROL, { name: 'rest', password: '', policies: ['read', 'rest-api'] as const }];
    const sim = await start({ users });
    const client = await dial(sim);
    expect(await client.ask('/login', ...words)).toEqual([trap('invalid user name or password (6)'), DONE]);
    expect(sim.rows('log').at(-1)?.['message']).toMatch(/^login failure for user .* via api$/);
    expect(await client.ask(...LOGIN)).toEqual([DONE]);
  });

  it('comes before all else', async () => {
    const sim = await startWithQueue();
    const client = await dial(sim);
    expect(await client.ask('/queue/tree/print')).toEqual([['!fatal', 'not logged in']]);
    await once(client.socket, 'close');
  });
});

describe('commands', () => {
  it('print rows, of which as much as is wanted', async () => {
    const sim = await startWithQueue();
    sim.add('queue/tree', { name: 'Ünder ↓', parent: 'bridge', 'max-limit': '1M' });
    const client = await connect(sim);
    const print = (...words: string[]) => client.ask('/queue/tree/print', ...words);
    expect(await print('=.proplist=name,max-limit')).toEqual([
      ['!re', '=max-limit=440000000', '=name=WAN-Download'],
      ['!re', '=max-limit=1000000', '=name=Ünder ↓'],
      DONE,
    ]);
    expect(await print('=.proplist=.id', '?name=Ünder ↓')).toEqual([['!re', '=.id=*1000001'], DONE]);
    const either = ['?name=WAN-Download', '?max-limit=1000000', '?#|', '=.proplist=.id'];
    expect(await print(...either)).toHaveLength(3);
    expect((await print())[0]).toEqual(
      expect.arrayContaining(['=.id=*1000000', '=bytes=0', '=disabled=false']),
    );
    expect(await client.ask('/system/identity/print')).toEqual([['!re', '=name=MikroTik'], DONE]);
  });

  it.each([
    ['7.18', [['!empty'], DONE]],
    ['7.17.2 (stable)', [DONE]],
  ])('of version %s find nothing in their own way', async (version, answer) => {
    const client = await connect(await start({ version }));
    expect(await client.ask('/queue/tree/print', '?name=none')).toEqual(answer);
  });

  it('add, set and remove', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    const [[, added = ''] = []] = await client.ask('/queue/tree/add', '=name=Up', '=parent=ether1');
    expect(added).toBe('=ret=*1000001');
    const id = '=.id=*1000001';
    expect(await client.ask('/queue/tree/set', id, '=max-limit=10M', '=comment=a=b')).toEqual([DONE]);
    expect(sim.rows('queue/tree')[1]).toMatchObject({ 'max-limit': '10000000', comment: 'a=b' });
    expect(await client.ask('/queue/tree/remove', id)).toEqual([DONE]);
    expect(sim.rows('queue/tree')).toHaveLength(1);
  });

  it.each([
    ['/queue/tree/set =.id=*DEAD =comment=x', 'no such item'],
    ['/queue/tree/set =.id=*1000000 =max-limit=much', 'invalid value for argument max-limit'],
    ['/queue/tree/fly', 'no such command'],
    ['/no/menu/print', 'no such command or directory (no)'],
    ['queue', 'no such command'],
    ['/%/? =', 'no such command or directory (%)'],
    ['/queue/tree/print junk', 'unknown parameter junk'],
    ['/valueOf', 'no such command or directory (valueOf)'],
  ])('refuse %s in the router’s words', async (line, message) => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    expect(await client.ask(...line.split(' '))).toEqual([trap(message), DONE]);
    expect(sim.requests).toMatchObject([{ method: 'API', path: line, status: 1 }]);
  });

  it('need the policies of their user at that moment', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim, VIEWER);
    expect(await client.ask('/queue/tree/print', '=.proplist=name')).toHaveLength(2);
    const refused = [trap('not enough permissions (9)'), DONE];
    expect(await client.ask('/queue/tree/set', '=.id=*1000000', '=comment=x')).toEqual(refused);
    sim.users.delete(VIEWER.name);
    expect(await client.ask('/queue/tree/print')).toEqual(refused);
  });

  it('of a connection run in order, each with its tag; those of others do not wait', async () => {
    const sim = await startWithQueue();
    const [client, other] = [await connect(sim), await connect(sim, VIEWER)];
    const hang = sim.fail({ method: 'API', path: /comment=1/, times: 1 }, { kind: 'hang' });
    for (const tag of ['1', '2'])
      client.send('/queue/tree/set', '=.id=*1000000', `=comment=${tag}`, `.tag=${tag}`);
    await hang.firstHit;
    expect(await other.ask('/queue/tree/print', '=.proplist=comment')).toEqual([['!re'], DONE]);
    hang.remove();
    expect([await client.next(), await client.next()]).toEqual([
      ['!done', '.tag=1'],
      ['!done', '.tag=2'],
    ]);
    expect(sim.rows('queue/tree')[0]).toMatchObject({ comment: '2' });
  });

  it('go on without their client, but only what has begun', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    const hang = sim.fail({ times: 1 }, { kind: 'hang' });
    for (const comment of ['begun', 'waiting'])
      client.send('/queue/tree/set', '=.id=*1000000', `=comment=${comment}`);
    await hang.firstHit;
    client.socket.destroy();
    await expect.poll(() => sim.rows('user/active')).toEqual([]);
    const served = answered(sim, 'begun');
    hang.remove();
    await served;
    await new Promise(setImmediate);
    expect(sim.requests).toHaveLength(1);
    expect(sim.rows('queue/tree')[0]).toMatchObject({ comment: 'begun' });
  });
});

describe('/cancel', () => {
  it('ends the command of a tag', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    const hang = sim.fail({ times: 1 }, { kind: 'hang' });
    client.send('/queue/tree/set', '=.id=*1000000', '=comment=x', '.tag=slow');
    client.send('/queue/tree/print', '=.proplist=name', '.tag=next');
    await hang.firstHit;
    client.send('/cancel', '=tag=slow', '.tag=c');
    const sentences = [];
    for (let turn = 0; turn < 5; turn += 1) sentences.push(await client.next());
    expect(sentences).toEqual([
      ['!done', '.tag=c'],
      ['!trap', '=category=2', '=message=interrupted', '.tag=slow'],
      ['!done', '.tag=slow'],
      ['!re', '=name=WAN-Download', '.tag=next'],
      ['!done', '.tag=next'],
    ]);
    expect(sim.rows('queue/tree')[0]).not.toHaveProperty('comment');
  });

  it('without a tag ends all, a monitor too', async () => {
    const sim = await startWithQueue();
    const client = await connect(sim);
    client.send('/interface/monitor-traffic', '=interface=ether1', '.tag=m');
    client.send('/queue/tree/set', '=.id=*1000000', '=comment=x', '.tag=s');
    expect(await client.ask('/cancel')).toEqual([DONE]);
    for (const tag of ['m', 's']) {
      expect((await client.next()).at(-1)).toBe(`.tag=${tag}`);
      expect(await client.next()).toEqual(['!done', `.tag=${tag}`]);
    }
    expect(sim.rows('queue/tree')[0]).not.toHaveProperty('comment');
  });
});

describe('a connection', () => {
  it('ends with /quit', async () => {
    const client = await connect(await start());
    expect(await client.ask('/quit')).toEqual([['!fatal', 'session terminated']]);
    await once(client.socket, 'close');
  });

  it.each([
    ['a reserved length', Buffer.of(0xff)],
    ['a huge length', Buffer.of(0xf0, 0xff, 0xff, 0xff, 0xff)],
    ['HTTP', Buffer.from(`GET / HTTP/1.1\r\n${'x'.repeat(200)}\r\n\r\n`)],
  ])('that sends %s is closed, and the service goes on', async (_, bytes) => {
    const sim = await start();
    const client = await dial(sim);
    client.socket.write(bytes);
    client.socket.end();
    await once(client.socket, 'close');
    expect(await (await dial(sim)).ask(...LOGIN)).toEqual([DONE]);
  });

  it('over TLS shows the router’s certificate of that moment', async () => {
    const sim = await start();
    expect(await (await dialTls(sim)).ask(...LOGIN)).toEqual([DONE]);
    const old = sim.certificate;
    await sim.changeCertificate();
    await expect(dialTls({ ...sim, certificate: old })).rejects.toThrow();
    expect(await (await dialTls(sim)).ask(...LOGIN)).toEqual([DONE]);
  });

  it('has nothing done by a router that goes down meanwhile', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock });
    const client = await connect(sim);
    const hang = sim.fail({ times: 1 }, { kind: 'hang' });
    client.send('/queue/tree/set', '=.id=*1000000', '=comment=x');
    await hang.firstHit;
    const up = sim.reboot({ downMs: 1000 });
    await new Promise((resolve) => client.socket.once('close', resolve));
    hang.remove();
    await clock.advance(1000);
    await up;
    expect(sim.rows('queue/tree')[0]).not.toHaveProperty('comment');
  });

  it('does not outlast a reboot', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock });
    const client = await connect(sim);
    const up = sim.reboot({ downMs: 1000, settleMs: 500 });
    await new Promise((resolve) => client.socket.once('close', resolve));
    await expect(dial(sim)).rejects.toThrow('ECONNREFUSED');
    await clock.advance(1000);
    await up;
    const again = await connect(sim);
    expect(await again.ask('/queue/tree/print')).toEqual([['!empty'], DONE]);
    await clock.advance(500);
    expect(await again.ask('/queue/tree/print', '=.proplist=.id')).toEqual([['!re', '=.id=*1000001'], DONE]);
  });
});
