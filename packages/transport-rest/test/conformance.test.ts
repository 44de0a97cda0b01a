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
import { RestTransport, RestTransportOptions } from '../src/index.js';
import { PASSWORD } from './harness.js';

const USER = { name: 'wanctl', password: PASSWORD, policies: ['read', 'write', 'rest-api'] } as const;
const TIMEOUT_MS = 500;
const PAUSE_AFTER_TIMEOUT_MS = 3000;

const LOGINS: Partial<Record<TransportFault, SimUser>> = {
  'login-refused': { ...USER, password: 'another' },
  'read-only': { ...USER, policies: ['read', 'rest-api'] },
};
const FAULTS: Partial<Record<TransportFault, Fault>> = {
  silence: { kind: 'hang' },
  disconnect: { kind: 'reset', applied: false },
  'answer-lost': { kind: 'reset', applied: true },
  nonsense: { kind: 'html' },
};

/** Lets one fault at a time happen to a simulated router; time moves when a deadline of ours has to pass. */
function faultsOf(sim: RouterSim, clock: ManualClock) {
  let end = async () => {};
  return async (name: TransportFault | null) => {
    await end();
    sim.users.set(USER.name, (name && LOGINS[name]) ?? USER);
    const fault = name && FAULTS[name];
    if (!fault) return;
    const armed = sim.fail({}, fault);
    if (name === 'silence') void armed.firstHit.then(() => clock.advance(TIMEOUT_MS));
    end = async () => {
      armed.remove();
      await clock.advance(PAUSE_AFTER_TIMEOUT_MS);
    };
  };
}

async function open(queues: readonly Row[]) {
  const sim = await startRouterSim({ users: [USER] });
  for (const row of queues) sim.add('queue/tree', row);
  const clock = new ManualClock();
  const options = Object.assign(new RestTransportOptions(), {
    host: '127.0.0.1',
    port: Number(new URL(sim.httpsUrl).port),
    user: USER.name,
    password: USER.password,
    verify_ssl: false,
    timeout_ms: TIMEOUT_MS,
  });
  const transport = new RestTransport(options, clock, new MemoryTrustStore(), new RecordingLogger());
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
}

describeTransport(
  'RestTransport over HTTPS',
  { open, secrets: [PASSWORD, Buffer.from(`${USER.name}:${PASSWORD}`).toString('base64')] },
  { describe, it, expect },
);
