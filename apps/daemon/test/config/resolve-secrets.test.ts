import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LoadedWan } from '../../src/config/loaded-config.js';
import { linesOf, loadEdited } from './edit.js';

describe('variables', () => {
  const passwordOf = (loaded: unknown) => (loaded as LoadedWan).settings.router.password;

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
