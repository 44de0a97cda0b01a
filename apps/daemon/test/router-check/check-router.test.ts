import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualClock } from '@wanctl/core/testing';
import { POLICIES, type RouterSim } from '@wanctl/router-sim';
import { describe, expect, it, vi } from 'vitest';
import type { Finding, Level } from '../../src/router-check/finding.js';
import { deadManCommand, deadManValues } from '../../src/router-setup/dead-man.js';
import { execute, RULE } from '../cli/harness.js';
import { check, goodRouter, user } from './check.js';

// Each test has a router of its own, with TLS and SSH.
vi.setConfig({ testTimeout: 60_000 });

/** Findings that are not well, a line each: level, what, then the commands. */
async function troubles(
  router: RouterSim,
  transport: 'rest' | 'ssh',
  section: object = {},
): Promise<string[]> {
  const { findings } = await check(router, transport, { router: section });
  return findings
    .filter(({ level, what }) => level !== 'ok' && !what.startsWith('nobody has pinned'))
    .map(({ level, what, commands = [] }) => [`${level}: ${what}`, ...commands].join('\n'));
}

describe('a router that is set up right', () => {
  it.each(['rest', 'ssh'] as const)('has nothing worse than advice over %s', async (transport) => {
    const users = [user('read', 'write', transport === 'rest' ? 'rest-api' : 'ssh')];
    const { status, findings } = await check(await goodRouter({ users }), transport);
    expect(findings.filter(({ level }) => level !== 'ok').map(({ what }) => what)).toEqual(
      transport === 'rest' ? [] : [expect.stringMatching(/^nobody has pinned ssh 127.0.0.1:\d+ yet$/)],
    );
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'RouterOS 7.23.7 (long-term) on RB5009UG+S+',
        'its clock agrees with this machine',
        'user "wanctl" (group "wanctl") may do what wanctl needs and no more',
        'queue "fibre-down" (download of fibre): type "cake-down-fibre" below "bridge", now at 50 Mbit/s',
        'the CAKE types leave shaping to max-limit',
        'FastTrack is on and spares the queues',
        `the mangle rule "${RULE}" is there, disabled`,
        expect.stringMatching(/^10 reads over .* wrote 0 sectors to its flash$/),
      ]),
    );
    expect(status).toBe(0);
  });
});

describe('a router that is set up wrong', () => {
  type Case = readonly [
    name: string,
    breakIt: (router: RouterSim) => void,
    level: Level,
    what: string,
    ...commands: string[],
  ];
  const cases: readonly Case[] = [
    [
      'a queue that is not there',
      (router) => router.remove('queue/tree', 'fibre-up'),
      'problem',
      'there is no queue tree entry "fibre-up"; there are "fibre-down"',
      '/queue/tree/add name=fibre-up parent=ether1 packet-mark=no-mark queue=cake-up-fibre max-limit=18M',
    ],
    [
      'a disabled queue',
      (router) => router.set('queue/tree', 'fibre-up', { disabled: 'yes' }),
      'problem',
      'queue "fibre-up" is disabled',
      '/queue/tree/set [find name="fibre-up"] disabled=no',
    ],
    [
      'a queue of another kind',
      (router) => {
        router.set('queue/tree', 'fibre-up', { queue: 'default' });
        router.remove('queue/type', 'cake-up-fibre');
      },
      'warning',
      'queue "fibre-up" (upload of fibre) is no CAKE queue: its type "default" is pfifo',
      '/queue/type/add name=cake-up-fibre kind=cake cake-diffserv=diffserv4 cake-nat=yes cake-ack-filter=filter',
      '/queue/tree/set [find name="fibre-up"] queue=cake-up-fibre',
    ],
    [
      'a queue whose type is gone',
      (router) => router.remove('queue/type', 'cake-up-fibre'),
      'problem',
      'queue "fibre-up" is invalid: its parent "ether1" or its type "*B" is gone',
    ],
    [
      'queues that see the same packets',
      (router) => router.set('queue/tree', 'fibre-down', { parent: 'ether1' }),
      'problem',
      'both queues of fibre are below "ether1" and take the same packets',
      '/queue/tree/set [find name="fibre-up"] parent=ether1 packet-mark=no-mark',
    ],
    ...[
      ['cake-bandwidth', '40M', '40000000', '0', 'warning', 'down'],
      ['cake-autorate-ingress', 'yes', 'yes', 'no', 'warning', 'up'],
      ['cake-nat', 'yes', 'yes', 'no', 'warning', 'down'],
      ['cake-nat', 'no', 'no', 'yes', 'advice', 'up'],
      ['cake-ack-filter', 'filter', 'filter', 'none', 'advice', 'down'],
    ].map(
      ([property = '', value = '', shown = '', good = '', level = '', way = '']): Case => [
        `${property} on the way ${way}`,
        (router) => router.set('queue/type', `cake-${way}-fibre`, { [property]: value }),
        level as Level,
        `type "cake-${way}-fibre" of the ${way}load has ${property}=${shown}`,
        `/queue/type/set [find name="cake-${way}-fibre"] ${property}=${good}`,
      ],
    ),
    [
      'FastTrack beside a queue of marked packets',
      (router) => router.set('queue/tree', 'fibre-down', { 'packet-mark': 'fibre' }),
      'problem',
      'FastTrack lets connections pass by "fibre-down"',
      '/ip/firewall/filter/set [find action=fasttrack-connection] disabled=yes',
    ],
    [
      'a simple queue to the internet',
      (router) => router.add('queue/simple', { name: 'old', target: 'ether1', 'max-limit': '10M/50M' }),
      'warning',
      'simple queue "old" limits "ether1" to 10000000/50000000 bit/s',
      '/queue/simple/set [find name="old"] disabled=yes',
    ],
    [
      'a simple queue for some hosts',
      (router) => router.add('queue/simple', { name: 'tv', target: '192.0.2.7/32', 'max-limit': '1M/5M' }),
      'advice',
      'simple queue "tv" limits "192.0.2.7/32" to 1000000/5000000 bit/s',
      '/queue/simple/set [find name="tv"] disabled=yes',
    ],
    [
      'a rule that moves connections',
      (router) => router.set('ip/firewall/mangle', '*0', { 'connection-state': 'new,established' }),
      'warning',
      `the mangle rule "${RULE}" takes connections that are there already`,
      '/ip/firewall/mangle/set [find comment="ADAPTIVE: Steer to \\22cable\\22 (new)"] connection-state=new',
    ],
    [
      'a rule that is there twice',
      (router) => router.add('ip/firewall/mangle', { chain: 'prerouting', comment: RULE }),
      'problem',
      `there are 2 mangle rules with the comment "${RULE}"`,
    ],
    [
      'a group that may too little',
      (router) => router.users.set('wanctl', user('read', 'rest-api')),
      'problem',
      'user "wanctl" (group "wanctl") lacks the policies write',
      '/user/group/set [find name="wanctl"] policy=read,write,rest-api,!ssh,!local,!telnet,!ftp,!reboot,!policy,!test,!winbox,!password,!web,!sniff,!sensitive,!api,!romon',
    ],
    [
      'a group that may too much',
      (router) => router.users.set('wanctl', user('read', 'write', 'rest-api', 'policy')),
      'warning',
      'user "wanctl" (group "wanctl") may do more than wanctl needs: policy',
      '/user/group/set [find name="wanctl"] policy=read,write,rest-api,!ssh,!local,!telnet,!ftp,!reboot,!policy,!test,!winbox,!password,!web,!sniff,!sensitive,!api,!romon',
    ],
  ];

  for (const [name, breakIt, level, what, ...commands] of cases) {
    it(`is told of ${name}`, async () => {
      const router = await goodRouter();
      breakIt(router);
      expect(await troubles(router, 'rest')).toEqual([[`${level}: ${what}`, ...commands].join('\n')]);
    });
  }

  it('is told of a rule that is not there, with all that it needs', async () => {
    const router = await goodRouter();
    router.remove('ip/firewall/mangle', '*0');
    const [trouble = '', ...others] = await troubles(router, 'rest');
    expect(others).toEqual([]);
    expect(trouble).toContain(
      `problem: there is no mangle rule with exactly the comment "${RULE}"\n/routing/table/add fib`,
    );
  });

  it.each([
    ['7.12.1', 'ssh', 'problem: RouterOS 7.12.1 on RB5009UG+S+'],
    ['7.19.6', 'rest', 'warning: RouterOS 7.19.6 on RB5009UG+S+'],
    ['7.21.5 (long-term)', 'rest', 'advice: RouterOS 7.21.5 (long-term) on RB5009UG+S+'],
    ['7.24.1', 'ssh', 'warning: RouterOS 7.24.1 on RB5009UG+S+'],
  ] as const)('is told of version %s over %s', async (version, transport, trouble) => {
    const users = [user('read', 'write', transport === 'rest' ? 'rest-api' : 'ssh')];
    const found = await troubles(await goodRouter({ version, users }), transport);
    expect(found).toEqual([`${trouble}\n/system/package/update/install`]);
  });

  it.each(['7.20.1', '7.23.4', '7.24.2', '7.25beta3'])(
    'does not doubt version %s over REST',
    async (version) => {
      expect(await troubles(await goodRouter({ version }), 'rest')).toEqual([]);
    },
  );

  it('keeps a built-in group as it is, for others are in it', async () => {
    const router = await goodRouter({ users: [user(...POLICIES)] });
    const [trouble = ''] = await troubles(router, 'rest');
    expect(trouble).toMatch(
      /^warning: user "wanctl" \(group "full"\) may do more .*\n\/user\/group\/add name=wanctl .*\n\/user\/add /,
    );
  });

  it.each([
    ['2026-01-01T12:00:40Z', 'ok'],
    ['2026-01-01T19:00:00Z', 'ok'],
    ['2026-01-01T12:05:00Z', 'warning'],
    ['1970-01-02T12:00:00Z', 'warning'],
  ])('compares its clock at %s, whatever the zone', async (routerTime, level) => {
    const router = await goodRouter({ clock: new ManualClock(new Date(routerTime)) });
    const { findings } = await check(router, 'rest', { wall: new Date('2026-01-01T12:00:00Z') });
    expect(findings.find(({ what }) => what.startsWith('its clock'))?.level).toBe(level);
  });

  it('is doubted when nothing has ever passed a queue', async () => {
    const line = { capacityBps: 100e6, demandBps: Number.POSITIVE_INFINITY };
    const clock = new ManualClock(new Date());
    const queues = { download: 'elsewhere-down', upload: 'elsewhere-up' };
    const wans = [{ name: 'fibre', queues, download: line, upload: line }];
    const router = await goodRouter({ clock, wans });
    expect(await troubles(router, 'rest')).toEqual([]);
    await clock.advance(10_000);
    expect(await troubles(router, 'rest')).toEqual([
      expect.stringMatching(/^warning: nothing has passed queue "fibre-up", and "ether1" has sent \d+ MB\n/),
    ]);
  });

  it('says which menu was not shown, and goes on', async () => {
    const router = await goodRouter();
    const body = { detail: 'not enough permissions (9)', error: 500, message: 'Internal Server Error' };
    router.fail({ path: '/rest/user/group' }, { kind: 'status', status: 500, body });
    expect(await troubles(router, 'rest')).toEqual([
      expect.stringMatching(/^advice: \/user\/group could not be read: .*not enough permissions/),
    ]);
  });
});

describe('a router that does not answer', () => {
  it('is a problem by the way that fails, and is looked at by the other', async () => {
    const users = [user('read', 'write', 'rest-api', 'ssh')];
    const router = await goodRouter({ users });
    const wrong = { fallback: 'ssh', tls_fingerprint: '0'.repeat(64) };
    const { status, findings } = await check(router, 'rest', { router: wrong });
    expect(status).toBe(1);
    expect(findings.filter(({ level }) => level === 'problem').map(({ what }) => what)).toEqual([
      expect.stringContaining(router.certificateSha256),
    ]);
    expect(findings.map(({ what }) => what)).toContain('its clock agrees with this machine');
  });

  it('is one problem when there is no other way', async () => {
    const { status, findings } = await check(await goodRouter(), 'rest', { router: { password: 'falsch' } });
    expect(status).toBe(1);
    expect(findings).toMatchObject([{ level: 'problem', what: expect.stringContaining('refused (401)') }]);
    expect(JSON.stringify(findings)).not.toContain('falsch');
  });

  it('is slow when its answers are', async () => {
    const { status, findings } = await check(await goodRouter(), 'rest', { answerMs: 150 });
    expect(findings).toContainEqual({
      level: 'advice',
      what: expect.stringMatching(/ answers in 150 ms \(median of 10; slowest 150 ms\)$/),
      why: expect.any(String),
      commands: ['/system/resource/print', '/user/active/print'],
    });
    expect(status).toBe(0);
  });
});

describe('--wear', () => {
  it('tells beforehand, changes nothing, and counts', async () => {
    const router = await goodRouter({ flashWear: { perRead: 2, perWrite: 3 } });
    const before = router.rows('queue/tree');
    const { findings, notes } = await check(router, 'rest', { wear: true });
    expect(notes).toEqual([expect.stringContaining('sets "limit-at" of a queue to its own value 5 times')]);
    expect(router.rows('queue/tree')).toEqual(before);
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^10 reads over .* wrote 20 sectors to its flash$/),
        '5 writes wrote 17 sectors to its flash',
      ]),
    );
  });
});

describe('--fix', () => {
  const spoil = (router: RouterSim) => {
    const wrong = { 'cake-bandwidth': '40M', 'cake-autorate-ingress': 'yes', 'cake-nat': 'yes' };
    router.set('queue/type', 'cake-down-fibre', wrong);
    router.set('queue/tree', 'fibre-up', { disabled: 'yes' });
  };

  it.each(['rest', 'ssh'] as const)(
    'mends over %s what is safe, and the restore file takes it back',
    async (transport) => {
      const router = await goodRouter({ users: [user('read', 'write', 'rest-api', 'ssh')] });
      spoil(router);
      const spoilt = router.rows('queue/type');
      const { status, findings, notes, folder } = await check(router, transport, {
        fix: true,
        confirm: true,
      });
      expect(notes.slice(0, 3)).toEqual([
        '/queue/type "cake-down-fibre": cake-bandwidth 40000000 -> 0: change it?',
        '/queue/type "cake-down-fibre": cake-autorate-ingress yes -> no: change it?',
        '/queue/type "cake-down-fibre": cake-nat yes -> no: change it?',
      ]);
      expect(router.rows('queue/type').find(({ name }) => name === 'cake-down-fibre')).toMatchObject({
        'cake-bandwidth': '0',
        'cake-autorate-ingress': 'false',
        'cake-nat': 'false',
      });
      expect(findings.filter(({ level }) => level === 'problem').map(({ what }) => what)).toEqual([
        'queue "fibre-up" is disabled',
      ]);
      expect(status).toBe(1);

      const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.rsc'));
      expect(file).toMatch(/^wanctl-restore-\d{4}-\d\d-\d\dT.*\.rsc$/);
      const lines = (await readFile(join(folder, file), 'utf8')).trim().split('\n');
      for (const script of lines.filter((line) => !line.startsWith('#'))) await execute(router, script);
      expect(router.rows('queue/type')).toEqual(spoilt);
    },
  );

  it('changes nothing that is not confirmed', async () => {
    const router = await goodRouter();
    spoil(router);
    const spoilt = router.rows('queue/type');
    const { notes, folder } = await check(router, 'rest', { fix: true, confirm: false });
    expect(notes.at(-1)).toContain('nothing is changed');
    expect(router.rows('queue/type')).toEqual(spoilt);
    expect((await readdir(folder)).filter((name) => name.endsWith('.rsc'))).toEqual([]);
  });

  it('leaves a type alone that other queues have', async () => {
    const router = await goodRouter();
    router.set('queue/type', 'cake-down-fibre', { 'cake-nat': 'yes' });
    router.add('queue/tree', { name: 'guests', parent: 'ether2', queue: 'cake-down-fibre' });
    const { notes } = await check(router, 'rest', { fix: true, confirm: true });
    expect(notes).toEqual([expect.stringContaining('nothing is changed')]);
  });
});

describe('the dead-man', () => {
  const NAME = 'wanctl-dead-man-fibre';
  const SAFE = { safe: { dead_man_minutes: 5 } };
  const of = (findings: readonly Finding[]) => findings.filter(({ what }) => what.includes(NAME));

  it.each(['rest', 'ssh'] as const)(
    'is missed, and well once its command has been pasted, over %s',
    async (way) => {
      const router = await goodRouter({ users: [user('read', 'write', 'rest-api', 'ssh')] });
      const [missing] = of((await check(router, way, SAFE)).findings);
      expect(missing).toMatchObject({
        level: 'warning',
        commands: [expect.stringMatching(/^\/system\/scheduler\/add /)],
      });
      await execute(router, deadManCommand(DEAD_MAN));
      expect(of((await check(router, way, SAFE)).findings)).toEqual([
        { level: 'ok', what: `the scheduler entry "${NAME}" looks after silent limits` },
      ]);
    },
  );

  it.each([
    ['is disabled', { disabled: 'yes' }],
    [
      'has other ceilings',
      { 'on-event': deadManValues({ ...DEAD_MAN, limitsMbps: { download: 1, upload: 1 } })['on-event'] },
    ],
    ['may not write', { policy: 'read' }],
    ['is run too rarely', { interval: '1d' }],
  ])('is told with the line that mends it when it %s', async (_, change) => {
    const router = await goodRouter();
    router.add('system/scheduler', { name: NAME, ...deadManValues(DEAD_MAN), ...change });
    expect(of((await check(router, 'rest', SAFE)).findings)).toMatchObject([
      { level: 'warning', commands: [expect.stringMatching(/^\/system\/scheduler\/set \[find name=/)] },
    ]);
  });

  it('is a problem where the daemon sends no heartbeats', async () => {
    const router = await goodRouter();
    router.add('system/scheduler', { name: NAME, ...deadManValues(DEAD_MAN) });
    expect(of((await check(router, 'rest')).findings)).toMatchObject([
      { level: 'problem', commands: [`/system/scheduler/remove [find name=${NAME}]`] },
    ]);
  });
});

/** As the files of `check` want it. */
const DEAD_MAN = {
  wanName: 'fibre',
  queues: { download: 'fibre-down', upload: 'fibre-up' },
  minutes: 5,
  limitsMbps: { download: 90, upload: 18 },
};
