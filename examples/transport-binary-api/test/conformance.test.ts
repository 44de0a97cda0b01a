import type { Row } from '@wanctl/core';
import {
  describeTransport,
  ManualClock,
  MemoryTrustStore,
  RecordingLogger,
  type TransportFault,
} from '@wanctl/core/testing';
import { type Fault, type MenuPath, type RouterSim, type SimUser, startRouterSim } from '@wanctl/router-sim';
import { describe, expect, it } from 'vitest';
import { BinaryApiOptions, BinaryApiTransport } from '../src/index.js';
import { USER } from './harness.js';

const TIMEOUT_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;

const LOGINS: Partial<Record<TransportFault, SimUser>> = {
  'login-refused': { ...USER, password: 'another' },
  'read-only': { ...USER, policies: ['read', 'api'] },
};
const FAULTS: Partial<Record<TransportFault, Fault>> = {
  silence: { kind: 'hang' },
  disconnect: { kind: 'reset', applied: false },
  'answer-lost': { kind: 'reset', applied: true },
  nonsense: { kind: 'html' },
};

/** Lets one fault at a time happen to a simulated router; time moves when a deadline of ours has to pass. */
function faultsOf(sim: RouterSim, clock: ManualClock) {
  let end = () => {};
  return async (name: TransportFault | null) => {
    end();
    sim.users.set(USER.name, (name && LOGINS[name]) ?? USER);
    const fault = name && FAULTS[name];
    if (name === null) await clock.advance(LONGEST_BACK_OFF_MS);
    if (!fault) return;
    const armed = sim.fail({}, fault);
    if (name === 'silence') void armed.firstHit.then(() => clock.advance(TIMEOUT_MS));
    end = armed.remove;
  };
}

function openOver(tls: boolean) {
  return async (queues: readonly Row[]) => {
    const sim = await startRouterSim({ users: [USER] });
    for (const row of queues) sim.add('queue/tree', row);
    const clock = new ManualClock();
    const options = Object.assign(new BinaryApiOptions(), {
      host: '127.0.0.1',
      port: tls ? sim.apiSslPort : sim.apiPort,
      tls,
      user: USER.name,
      password: USER.password,
      timeout_ms: TIMEOUT_MS,
    });
    const transport = new BinaryApiTransport(options, clock, new MemoryTrustStore(), new RecordingLogger());
    return {
      transport,
      router: {
        rows: (menu: string) => sim.rows(menu as MenuPath),
        set: (menu: string, id: string, fields: Row) => sim.set(menu as MenuPath, id, fields),
        fault: faultsOf(sim, clock),
      },
      async close() {
        await transport.close();
        await sim.close();
      },
    };
  };
}

for (const [over, tls] of [
  ['TLS', true],
  ['plain TCP', false],
] as const) {
  describeTransport(
    `BinaryApiTransport over ${over}`,
    { open: openOver(tls), secrets: [USER.password], lacks: ['one-by-one'] },
    { describe, it, expect },
  );
}
