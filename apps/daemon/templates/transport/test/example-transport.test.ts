import type { Row } from '@wanctl/core';
import { describeTransport, ManualClock, type TransportFault } from '@wanctl/core/testing';
import { type Fault, type MenuPath, type RouterSim, type SimUser, startRouterSim } from '@wanctl/router-sim';
import { describe, expect, it } from 'vitest';
import { ExampleTransport, ExampleTransportOptions } from '../src/index.js';

const USER: SimUser = { name: 'wanctl', password: 'open sesame', policies: ['read', 'write', 'rest-api'] };
const TIMEOUT_MS = 500;

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

/** Lets one fault at a time happen to the router; time moves when a deadline has to pass. */
function faultsOf(sim: RouterSim, clock: ManualClock) {
  let end = () => {};
  return (name: TransportFault | null) => {
    end();
    sim.users.set(USER.name, (name && LOGINS[name]) ?? USER);
    const fault = name && FAULTS[name];
    if (!fault) return;
    const armed = sim.fail({}, fault);
    end = () => armed.remove();
    if (name === 'silence') void armed.firstHit.then(() => clock.advance(TIMEOUT_MS));
  };
}

/** A transport to a simulated router with these queues. */
async function open(queues: readonly Row[]) {
  const sim = await startRouterSim({ users: [USER] });
  for (const row of queues) sim.add('queue/tree', row);
  const clock = new ManualClock();
  const options = Object.assign(new ExampleTransportOptions(), {
    host: '127.0.0.1',
    port: Number(new URL(sim.httpUrl).port),
    scheme: 'http',
    user: USER.name,
    password: USER.password,
    timeout_ms: TIMEOUT_MS,
  });
  const transport = new ExampleTransport(options, clock);
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
  'ExampleTransport',
  { open, secrets: [USER.password ?? '', Buffer.from(`${USER.name}:${USER.password}`).toString('base64')] },
  { describe, it, expect },
);
