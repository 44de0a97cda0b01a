import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { onTestFinished } from 'vitest';
import { init } from '../../src/commands/init.js';
import type { InitFlags } from '../../src/init/flags.js';

/** Of the router's user `wanctl`. */
export const PASSWORD = 'geheim';

/** A router that knows `wanctl`, without queues; closed when the test ends. */
export async function freshRouter(): Promise<RouterSim> {
  const router = await startRouterSim({
    interfaces: ['ether1', 'lte1', 'bridge'],
    users: [
      { name: 'admin', password: '', policies: ['read', 'write', 'rest-api'] },
      { name: 'wanctl', password: PASSWORD, policies: ['read', 'write', 'rest-api', 'ssh'] },
    ],
  });
  onTestFinished(() => router.close());
  return router;
}

/** A folder for the files, and `wanctl init` with the flags that every script gives. */
export async function script(router: RouterSim) {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-init-'));
  const dir = join(folder, 'etc');
  const passwordFile = join(folder, 'given');
  await writeFile(passwordFile, `${PASSWORD}\n`);
  const told = { dir, router: new URL(router.httpsUrl).host, passwordFile, yes: false, dryRun: false };
  return {
    dir,
    told,
    passwordFile,
    /** What it has printed; rejects with its last line. */
    async init(flags: Partial<InitFlags>): Promise<string> {
      const lines: string[] = [];
      const usage = (message: string) => {
        throw new Error(`usage: ${message}`);
      };
      const print = (text: string) => void lines.push(text);
      const status = await init({ ...told, ...flags }, { env: {}, terminal: null, print, usage });
      if (status !== 0) throw new Error(`status ${status}`);
      return lines.join('\n');
    },
    text: (name: string) => readFile(join(dir, name), 'utf8'),
  };
}

/** Flags for a cable line. */
export const CABLE = { preset: 'cable', download: '500', upload: '50', interface: 'ether1' };
