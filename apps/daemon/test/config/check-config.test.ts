import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkConfig } from '../../src/commands/check-config.js';
import { fixture } from './edit.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wanctl-check-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command over files of that content; the folder's name is taken out of what it prints. */
async function check(contents: Readonly<Record<string, string>>, json = false) {
  const files = Object.keys(contents).map((name) => join(folder, name));
  await mkdir(join(folder, 'wanctl'), { recursive: true });
  await Promise.all(
    Object.entries(contents).map(([name, text]) =>
      writeFile(join(folder, name), text.replaceAll('@', join(folder, 'wanctl'))),
    ),
  );
  const printed: string[] = [];
  const status = await checkConfig(files, { json }, { env: {}, print: (text) => printed.push(text) });
  return { status, output: printed.join('\n').replaceAll(`${folder}/`, '') };
}

/** A fixture whose files are in the test's own folder, which is there. */
const here = (name: string) => fixture(name).replaceAll(/\/(?:var\/lib|var\/log|run)\/wanctl/g, '@');

const wan = here('wan.yaml');
const otherWan = wan.replaceAll(/Cable/g, 'Dsl').replaceAll('cable', 'dsl');

describe('check-config', () => {
  it('names what the adaptive law measures by, not what another law would', async () => {
    const { output } = await check({ 'wan.yaml': `controller: adaptive\n${wan}` });
    expect(output).toContain(`\
  measures: probe "icmp", 192.0.2.11, 192.0.2.12, 192.0.2.13
  counters: probe "cake"
`);
  });

  it('names what another probe than icmp is told, for it need not ask the hosts of the file', async () => {
    const { output } = await check({ 'wan.yaml': `probe: {kind: irtt, servers: [vps.example.net]}\n${wan}` });
    expect(output).toContain('measures: probe "irtt", {"servers":["vps.example.net"]}');
  });

  it('names a transport that nobody provides', async () => {
    const unknown = await check({ 'wan.yaml': wan.replace('transport: "rest"', 'transport: REST') });
    expect(unknown.status).toBe(1);
    expect(unknown.output).toMatch(/^wan.yaml:\d+: router: .*"REST".*rest, ssh/m);
  });

  it('says what a good file would do, and that a variable is not set here', async () => {
    expect(await check({ 'wan.yaml': wan })).toEqual({
      status: 0,
      output: `\
wan.yaml:8: warning: router.password: the variable ROUTER_PASSWORD is not set: write ROUTER_PASSWORD=… into /etc/wanctl/secrets or the environment
wan.yaml: ok, 1 warning
  WAN cable: decides every 2 s by the law "zones"
  download: queue WAN-Download-Cable, 200 to 940 Mbit/s
  upload: queue WAN-Upload-Cable, 8 to 38 Mbit/s
  measures: probe "icmp", 192.0.2.11, 192.0.2.12, 192.0.2.13, median of the first three
  router: rest https://192.0.2.1:443 as admin
  state: wanctl/cable_state.json
  history: in wanctl, at most 14 days and 50 MB
  lock: wanctl/cable.lock
  logs: wanctl/cable.log, with --debug wanctl/cable_debug.log`,
    });
  });

  it('fails when one of several files will not do, and still shows the others', async () => {
    const { status, output } = await check({
      'a.yaml': wan
        .replace('lock_timeout: 300', 'lock_timeout: 0')
        .replace('logging:', 'loging: 1\nlogging:'),
      'b.yaml': here('steering.yaml'),
    });
    expect(status).toBe(1);
    expect(output).toContain('a.yaml: not usable, 1 error, 2 warnings\n\nb.yaml:');
    expect(output).toContain(
      'steering: decides every 2 s by congestion whether new connections leave cable for dsl',
    );
  });

  it('lets a WAN, another and their steering run side by side', async () => {
    expect(await check({ 'a.yaml': wan, 'b.yaml': otherWan, 'c.yaml': here('steering.yaml') })).toMatchObject(
      {
        status: 0,
      },
    );
  });

  it.each([
    [
      'wan_name: "dsl"',
      'wan_name: "cable"',
      /^b.yaml:\d+: wan_name: is also that of a.yaml; each file needs its own \(cable\)$/m,
    ],
    ['dsl.lock', 'cable.lock', /^b.yaml:\d+: lock_file: is also that of a.yaml/m],
    ['dsl_state.json', '../wanctl/cable_state.json', /^b.yaml:\d+: state_file: is also that of a.yaml/m],
    ['WAN-Upload-Dsl', 'WAN-Upload-Cable', /^b.yaml:\d+: queues.upload: is also that of a.yaml/m],
  ])('finds that two files share %s', async (from, to, message) => {
    const { status, output } = await check({ 'a.yaml': wan, 'b.yaml': otherWan.replace(from, to) });
    expect(status).toBe(1);
    expect(output).toMatch(message);
  });

  it('finds that a WAN and its steering share a lock', async () => {
    const steering = here('steering.yaml').replace('steering.lock', 'cable.lock');
    const { status, output } = await check({ 'a.yaml': wan, 'b.yaml': steering });
    expect(status).toBe(1);
    expect(output).toMatch(/^b.yaml:\d+: lock_file: is also that of a.yaml/m);
  });

  it('doubts a steering of a WAN that is not there, or of another queue', async () => {
    const steering = here('steering.yaml');
    const alone = await check({ 'b.yaml': otherWan, 'c.yaml': steering });
    expect(alone.status).toBe(0);
    expect(alone.output).toMatch(
      /^c.yaml:\d+: warning: topology.primary_wan: is none of the WANs given with it \(dsl\); its state file is read \(cable\)$/m,
    );
    const queues = `${steering}\ncake_queues: {primary_download: Other}`;
    const { status, output } = await check({ 'a.yaml': wan, 'c.yaml': queues });
    expect(status).toBe(0);
    expect(output).toMatch(
      /^c.yaml:\d+: warning: cake_queues.primary_download: is not the download queue of a.yaml; write "WAN-Download-Cable" \(Other\)$/m,
    );
  });

  it('finds that two steerings share a rule', async () => {
    const steering = here('steering.yaml');
    const other = steering.replaceAll('steering.', 'other.').replace('"steering"', '"other"');
    const { status, output } = await check({
      'a.yaml': steering,
      'b.yaml': other.replace('steering_state', 'x'),
    });
    expect(status).toBe(1);
    expect(output).toMatch(
      /^b.yaml:\d+: mangle_rule.comment: is also that of a.yaml; each file needs its own/m,
    );
  });

  it.each([
    ['a log', wan, otherWan.replace('/dsl.log', '/cable.log'), 'logging.main_log', 'their lines mix'],
    [
      'a web page',
      `${wan}\nhealth_check: {port: 9105}`,
      `${otherWan}\nhealth_check: {port: 9105}`,
      'health_check',
      'one process serves both there, but of several only the first',
    ],
  ])('doubts that two files share %s', async (_what, first, second, path, reason) => {
    const { status, output } = await check({ 'a.yaml': first, 'b.yaml': second });
    expect(status).toBe(0);
    expect(output).toMatch(
      new RegExp(`^b.yaml:\\d+: warning: ${path}: is also that of a.yaml; ${reason}`, 'm'),
    );
  });

  it('doubts a steering that looks elsewhere for a state, for a WAN, or for the router', async () => {
    const steering = here('steering.yaml').replace('192.0.2.1"', '192.0.2.2"');
    const moved = wan.replace('@/cable_state.json', '/srv/cable.json').replace('@/cable.lock', '/srv/x.lock');
    const { output } = await check({ 'a.yaml': moved, 'c.yaml': steering });
    expect(output).toMatch(
      /^c.yaml:\d+: warning: topology.primary_wan: keeps its state in \/srv\/cable.json; a steering in a process of its own looks in .*wanctl\/cable_state.json \(cable\)$/m,
    );
    expect(output).toMatch(
      /^c.yaml:\d+: warning: topology.alternate_wan: is none of the WANs given with it \(cable\); its state file is read \(dsl\)$/m,
    );
    expect(output).toMatch(
      /^c.yaml:\d+: warning: router.host: is not the router of a.yaml, where the queues are; write "192.0.2.1" \(192.0.2.2\)$/m,
    );
  });

  describe('looks at files and folders', () => {
    it.each([
      [
        'a folder that is missing',
        '@/cable.lock',
        '@/none/cable.lock',
        0,
        /^wan.yaml:\d+: warning: lock_file: needs the folder wanctl\/none, which is not there; the service makes it, or: mkdir -p /m,
      ],
      [
        'a folder that is a file',
        '@/cable.lock',
        'HERE/wan.yaml/cable.lock',
        1,
        /^wan.yaml:\d+: lock_file: is to be in wan.yaml, which is not a folder$/m,
      ],
      [
        'a state in memory',
        '@/cable_state.json',
        '/run/wanctl/cable_state.json',
        0,
        /^wan.yaml:\d+: warning: state_file: is gone after a reboot; \/var\/lib\/wanctl keeps it/m,
      ],
      [
        'a key that is not there',
        'transport: "rest"',
        'transport: "ssh"',
        0,
        /^wan.yaml:\d+: warning: router.ssh_key: names \/etc\/wanctl\/ssh\/router.key, which is not there/m,
      ],
    ])('and tells of %s', async (_what, from, to, status, message) => {
      const result = await check({ 'wan.yaml': wan.replace(from, to.replace('HERE', folder)) });
      expect(result.output).toMatch(message);
      expect(result.status).toBe(status);
    });

    it('and tells of one that every user may write to', async () => {
      await mkdir(join(folder, 'wanctl'));
      await chmod(join(folder, 'wanctl'), 0o777);
      const { status, output } = await check({ 'wan.yaml': wan });
      expect(status).toBe(0);
      expect(output).toMatch(/warning: lock_file: can be replaced by every user .*; run: chmod o-w wanctl/);
      await chmod(join(folder, 'wanctl'), 0o1777);
      expect((await check({ 'wan.yaml': wan })).output).not.toContain('can be replaced');
    });

    it('and tells of a password that every user may read', async () => {
      const text = wan.replace(/"\$.*"/, '"hunter2"');
      const { output } = await check({ 'wan.yaml': text });
      expect(output).toMatch(
        /^wan.yaml:\d+: warning: router.password: can be read by every user of this machine; run: chmod 640 wan.yaml$/m,
      );
      expect(output).not.toContain('hunter2');
      await chmod(join(folder, 'wan.yaml'), 0o640);
      expect((await check({ 'wan.yaml': text })).output).not.toContain('can be read');
    });

    it('and tells of a token that every user may read', async () => {
      const text = `${wan}\nhealth_check: {token: "tell-nobody-else"}`;
      const { output } = await check({ 'wan.yaml': text });
      expect(output).toMatch(/^wan.yaml:\d+: warning: health_check.token: can be read by every user/m);
    });
  });

  it('finds what a steering cannot get', async () => {
    const steering = `${here('steering.yaml')}\nprobe: {kind: sonar}`;
    const { status, output } = await check({ 'a.yaml': steering });
    expect(status).toBe(1);
    expect(output).toMatch(/^a.yaml:\d+: probe: unknown probe "sonar"; known: icmp, cake$/m);
  });

  it('lets equal queue names be on different routers', async () => {
    const elsewhere = otherWan.replaceAll('-Dsl', '-Cable').replace('192.0.2.1"', '192.0.2.2"');
    expect(await check({ 'a.yaml': wan, 'b.yaml': elsewhere })).toMatchObject({ status: 0 });
  });

  it('tells what is kept of the past', async () => {
    const some = wan.replace('logging:', 'history: {max_days: 3}\nlogging:');
    const none = otherWan.replace('logging:', 'history: {enabled: false}\nlogging:');
    const { output } = await check({ 'a.yaml': some, 'b.yaml': none });
    expect(output).toContain('\n  history: in wanctl, at most 3 days and 50 MB\n');
    expect(output).toContain('\n  history: none\n');
  });

  it('prints JSON with settings and without secrets', async () => {
    const { status, output } = await check(
      { 'a.yaml': wan.replace(/"\$.*"/, '"hunter2"'), 'b.yaml': '' },
      true,
    );
    expect(status).toBe(1);
    expect(output).not.toContain('hunter2');
    expect(JSON.parse(output)).toMatchObject({
      ok: false,
      files: [
        {
          file: 'a.yaml',
          kind: 'wan',
          problems: [{ severity: 'warning', path: 'router.password', line: 8, value: null }],
          settings: { wanName: 'cable', router: { password: '(hidden)' } },
        },
        {
          file: 'b.yaml',
          kind: 'invalid',
          problems: [{ severity: 'error', path: '', line: null, value: null }],
        },
      ],
    });
  });
});
