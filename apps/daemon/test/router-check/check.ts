import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@wanctl/core';
import { type Policy, type RouterSim, type RouterSimOptions, startRouterSim } from '@wanctl/router-sim';
import { onTestFinished } from 'vitest';
import { checkRouters } from '../../src/commands/check-router.js';
import type { Finding } from '../../src/router-check/finding.js';
import { RULE, steeringFile, wanFile, writeYaml } from '../cli/harness.js';

/** Ways to the router. */
export type TransportName = 'rest' | 'ssh';

/** A user with the given policies. */
export function user(...policies: Policy[]) {
  return { name: 'wanctl', password: 'geheim', policies };
}

/** A router that is set up as it should be for `fibre` and a rule of a steering. */
export async function goodRouter(options: RouterSimOptions = {}): Promise<RouterSim> {
  const users = [user('read', 'write', 'rest-api')];
  const router = await startRouterSim({ users, interfaces: ['ether1', 'ether2', 'bridge'], ...options });
  onTestFinished(() => router.close());
  router.add('queue/type', { name: 'cake-down-fibre', kind: 'cake' });
  router.add('queue/type', { name: 'cake-up-fibre', kind: 'cake', 'cake-nat': 'yes' });
  const queue = { 'packet-mark': 'no-mark', 'max-limit': '50M' };
  router.add('queue/tree', { name: 'fibre-down', parent: 'bridge', queue: 'cake-down-fibre', ...queue });
  router.add('queue/tree', { name: 'fibre-up', parent: 'ether1', queue: 'cake-up-fibre', ...queue });
  router.add('ip/firewall/filter', { chain: 'forward', action: 'fasttrack-connection' });
  const rule = { chain: 'prerouting', action: 'mark-connection', 'connection-state': 'new' };
  router.add('ip/firewall/mangle', { ...rule, comment: RULE, disabled: 'yes' });
  return router;
}

/** A run of `check-router` over a WAN file and a steering file for that router. */
export interface Checked {
  readonly status: number;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** The folder of the files and of the state. */
  readonly folder: string;
}

/** Runs the command; `confirm` answers its questions. */
export async function check(
  router: RouterSim,
  transport: TransportName,
  wishes: {
    wear?: boolean;
    fix?: boolean;
    confirm?: boolean;
    router?: object;
    safe?: object;
    wall?: Date;
    answerMs?: number;
  } = {},
): Promise<Checked> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-router-'));
  const config = [];
  for (const [name, file] of Object.entries({
    fibre: wanFile(folder, router, 'fibre'),
    steering: steeringFile(folder, router),
  })) {
    const section = { ...file.router, transport, ssh_port: router.sshPort, ssh_key: '', ...wishes.router };
    config.push(
      await writeYaml(folder, `${name}.yaml`, {
        ...file,
        ...(name === 'fibre' && { safe: wishes.safe ?? {} }),
        router: section,
      }),
    );
  }
  let nowMs = 0;
  const now = () => {
    nowMs += wishes.answerMs ?? 1;
    return nowMs;
  };
  const printed: string[] = [];
  const notes: string[] = [];
  const status = await checkRouters(
    { config, json: true, wear: wishes.wear ?? false, fix: wishes.fix ?? false, yes: false },
    {
      clock: { ...systemClock, wall: () => wishes.wall ?? new Date(), now },
      print: (text) => printed.push(text),
      note: (line) => notes.push(line),
      confirm: async (question) => {
        notes.push(question);
        return wishes.confirm ?? false;
      },
    },
  );
  const { routers } = JSON.parse(printed.join('\n'));
  return {
    status,
    findings: routers.flatMap((each: { findings: Finding[] }) => each.findings),
    notes,
    folder,
  };
}
