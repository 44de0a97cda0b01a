import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { installService } from '../../src/commands/install-service.js';
import type { Place } from '../../src/service/place.js';

const UNIT = '/etc/systemd/system/wanctl@.service';
const LOGROTATE = '/etc/logrotate.d/wanctl';
const OF_ORIGINAL = '[Service]\nExecStart=/usr/bin/python3 /opt/wanctl/autorate_continuous.py --config %i\n';
const BACKUP = '/var/backups/wanctl/2026-11-23T221500';

const CALL = { wanctl: '/usr/bin/node /x/cli.js', 'wanctl-steering': '/usr/bin/node /x/steering-cli.js' };

/** A machine of its own below a folder: what it was told to run, and what answers. */
interface Machine extends Place {
  readonly commands: string[];
  /** Commands that fail. */
  readonly failing: Set<string>;
  running: string[];
}

let root: string;
let machine: Machine;
let lines: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wanctl-service-'));
  lines = [];
  const commands: string[] = [];
  const failing = new Set<string>();
  machine = {
    commands,
    failing,
    running: [],
    at: (path) => join(root, path),
    program: async () => ({ call: CALL, notifies: true }),
    async run(...words) {
      const command = words.join(' ');
      if (command.startsWith('systemctl list'))
        return machine.running.map((unit) => `${unit} x y`).join('\n');
      commands.push(command);
      if (failing.has(command)) throw new Error(`${command} failed`);
      return '';
    },
  };
});

const install = (
  options: Partial<Parameters<typeof installService>[0]> = {},
  uid = 0,
  place: Place = machine,
) =>
  installService(
    { dryRun: false, yes: true, uninstall: false, ...options },
    {
      now: new Date(2026, 10, 23, 22, 15),
      uid,
      print: (line) => lines.push(line),
      note: (line) => lines.push(line),
      confirm: async () => false,
    },
    place,
  );
const read = (path: string) => readFile(join(root, path), 'utf8');
const put = async (path: string, content: string) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
};
const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe('wanctl install-service', () => {
  it('writes units, user, folders and log rotation, and has systemd know', async () => {
    expect(await install()).toBe(0);
    expect(await filesBelow(root)).toEqual([
      'steering.service',
      'steering.timer',
      'wanctl',
      'wanctl.conf',
      'wanctl.conf',
      'wanctl@.service',
    ]);
    expect(machine.commands).toEqual([
      'systemd-sysusers /etc/sysusers.d/wanctl.conf',
      'systemd-tmpfiles --create /etc/tmpfiles.d/wanctl.conf',
      'systemctl daemon-reload',
    ]);
    expect(await read(UNIT)).toContain(`ExecStart=${CALL.wanctl} run --config /etc/wanctl/%i.yaml`);
    expect(lines.join('\n')).toMatch(/\/var\/log\/wanctl +0750 wanctl:wanctl/);
    expect(lines.join('\n')).toContain('systemctl enable --now wanctl@wan1.service');
  });

  it('changes nothing the second time, nor stops what runs', async () => {
    await install();
    const before = await read(UNIT);
    machine.commands.length = 0;
    machine.running = ['wanctl@wan1.service'];
    expect(await install()).toBe(0);
    expect(await read(UNIT)).toBe(before);
    expect(machine.commands).not.toContain('systemctl stop wanctl@wan1.service');
    expect(existsSync(join(root, '/var/backups'))).toBe(false);
  });

  it('takes the original over, and its units can be brought back by what it prints', async () => {
    await put(UNIT, OF_ORIGINAL);
    await put(LOGROTATE, 'daily\n');
    machine.running = ['wanctl@wan1.service', 'steering.timer'];
    expect(await install()).toBe(0);
    expect(machine.commands).toEqual([
      'systemctl stop wanctl@wan1.service steering.timer',
      'systemd-sysusers /etc/sysusers.d/wanctl.conf',
      'systemd-tmpfiles --create /etc/tmpfiles.d/wanctl.conf',
      'systemctl daemon-reload',
      'systemctl start wanctl@wan1.service steering.timer',
    ]);
    expect(await read(UNIT)).not.toContain('/opt/wanctl');
    expect(lines.join('\n')).toContain(`sudo cp -a ${BACKUP}/. /\n`);
    await cp(join(root, BACKUP), root, { recursive: true });
    expect(await read(UNIT)).toBe(OF_ORIGINAL);
    expect(await read(LOGROTATE)).toBe('daily\n');
  });

  it('takes all back when the service does not start', async () => {
    await put(UNIT, OF_ORIGINAL);
    machine.running = ['wanctl@wan1.service'];
    machine.failing.add('systemctl start wanctl@wan1.service');
    await expect(install()).rejects.toThrow('start wanctl@wan1.service failed');
    expect(await read(UNIT)).toBe(OF_ORIGINAL);
    expect(existsSync(join(root, LOGROTATE))).toBe(false);
    expect(machine.commands.slice(-3)).toEqual([
      'systemctl stop wanctl@wan1.service',
      'systemctl daemon-reload',
      'systemctl start wanctl@wan1.service',
    ]);
    expect(lines.at(-1)).toContain('could not take back "run: systemctl stop wanctl@wan1.service"');
  });

  it('removes what it has installed, and nothing of the original', async () => {
    await install();
    machine.running = ['wanctl@wan1.service'];
    machine.commands.length = 0;
    expect(await install({ uninstall: true })).toBe(0);
    expect(machine.commands).toEqual([
      'systemctl stop wanctl@wan1.service',
      'systemctl disable wanctl@wan1.service',
      'systemctl daemon-reload',
    ]);
    expect(await filesBelow(join(root, 'etc'))).toEqual([]);

    await put(UNIT, OF_ORIGINAL);
    expect(await install({ uninstall: true })).toBe(0);
    expect(await read(UNIT)).toBe(OF_ORIGINAL);
  });

  it.each([
    ['--dry-run', { dryRun: true }, 0, 0],
    ['nobody who agrees', { yes: false }, 0, 1],
  ])('only shows what it would do with %s', async (_, options, uid, status) => {
    expect(await install(options, uid)).toBe(status);
    expect(lines.join('\n')).toContain(`write ${join(root, UNIT)}`);
    expect(await filesBelow(root)).toEqual([]);
    expect(machine.commands).toEqual([]);
  });

  it('wants root, but not to look', async () => {
    await expect(install({}, 1000)).rejects.toThrow('sudo');
    expect(await filesBelow(root)).toEqual([]);
    expect(await install({ dryRun: true }, 1000)).toBe(0);
  });
});
