import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadedWan } from '../../src/config/loaded-config.js';
import { linesOf, loadEdited } from './edit.js';

const passwordOf = (loaded: unknown) => (loaded as LoadedWan).settings.router.password;

describe('variables', () => {
  it('are taken from the environment and never printed', () => {
    const loaded = loadEdited('wan.yaml', {});
    expect(passwordOf(loaded).reveal()).toBe('hunter2');
    expect(JSON.stringify(loaded) + inspect(loaded, { depth: null, showHidden: true })).not.toContain(
      'hunter2',
    );
  });

  it('are expanded in any text, plugin options included, when they are the whole text', () => {
    const loaded = loadEdited('wan.yaml', {
      'host: "192.0.2.1"': `host: \${ROUTER_PASSWORD}`,
      'user: "admin"': `user: "x\${ROUTER_PASSWORD}"`,
      'wan_name:': `controller: {name: mine, keys: ["\${ROUTER_PASSWORD}"]}\nwan_name:`,
    });
    expect((loaded as LoadedWan).settings).toMatchObject({
      router: { host: 'hunter2', user: `x\${ROUTER_PASSWORD}` },
      controller: { options: { keys: ['hunter2'] } },
    });
  });

  it('that are not set are told by name with where to set them', () => {
    const loaded = loadEdited('wan.yaml', {}, {});
    expect(linesOf(loaded)).toEqual([
      'wan.yaml:8: router.password: the variable ROUTER_PASSWORD is not set: write ROUTER_PASSWORD=… into /etc/wanctl/secrets or the environment',
    ]);
    expect(passwordOf(loaded).reveal()).toBe(`\${ROUTER_PASSWORD}`);
  });

  it('are not missed where nobody needs them', () => {
    const edits = {
      'transport: "rest"': 'transport: ssh',
      'wan_name:': `alerting: {webhook_url: "\${HOOK}"}\nwan_name:`,
    };
    expect(loadEdited('wan.yaml', edits, {}).unset).toEqual([]);
  });

  it('show as the file spells them when their value will not do', () => {
    const loaded = loadEdited('wan.yaml', { 'user: "admin"': `user: "admin"\n  port: \${ROUTER_PASSWORD}` });
    expect(linesOf(loaded)).toEqual([expect.stringContaining(`(\${ROUTER_PASSWORD})`)]);
  });
});

describe('files', () => {
  /** A file with that text and mode, and the WAN file's fixture with its password in it. */
  function passwordFile(text: string, mode = 0o640) {
    const folder = mkdtempSync(join(tmpdir(), 'wanctl-secret-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'router.password');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return { folder, path, load: () => loadFrom(path) };
  }
  const loadFrom = (path: string, edits = {}) =>
    loadEdited('wan.yaml', { [`"\${ROUTER_PASSWORD}"`]: `\${file:${path}}`, ...edits });

  it.each([
    ['geheim', 'geheim'],
    ['geheim\n', 'geheim'],
    ['geheim\r\n', 'geheim'],
    [' ge:heim \n\n', ' ge:heim \n'],
    ['0123', '0123'],
  ])('give their text %j without the last line end, and never show it', (text, password) => {
    const loaded = passwordFile(text, 0o400).load();
    expect(passwordOf(loaded).reveal()).toBe(password);
    expect(linesOf(loaded)).toEqual([]);
    expect(JSON.stringify(loaded) + inspect(loaded, { depth: null, showHidden: true })).not.toContain(text);
  });

  it.each(['644', '604', '444'])('that every user may read are refused (mode %s)', (mode) => {
    const { path, load } = passwordFile('geheim', Number.parseInt(mode, 8));
    const loaded = load();
    expect(loaded.kind).toBe('invalid');
    expect(linesOf(loaded)).toEqual([
      `wan.yaml:8: router.password: every user may read ${path}; run: chmod 640 ${path}`,
    ]);
  });

  it.each([
    ['empty', (path: string) => path, 'is empty'],
    ['named in part', () => 'router.password', 'needs the whole path'],
    ['a folder', (path: string) => join(path, '..', 'folder'), 'is not a file'],
  ])('are refused when %s', (_, nameOf, message) => {
    const { folder, path } = passwordFile('\n');
    mkdirSync(join(folder, 'folder'));
    const loaded = loadFrom(nameOf(path));
    expect(loaded.kind).toBe('invalid');
    expect(linesOf(loaded)).toEqual([expect.stringContaining(message)]);
  });

  it('that are not there are missed only where somebody needs them', () => {
    const { path } = passwordFile('');
    const absent = loadFrom(`${path}.old`);
    expect(absent.kind).toBe('wan');
    expect(linesOf(absent)).toEqual([`wan.yaml:8: router.password: ${path}.old: there is no such file`]);
    expect(loadFrom(`${path}.old`, { 'transport: "rest"': 'transport: ssh' }).unset).toEqual([]);
  });
});
