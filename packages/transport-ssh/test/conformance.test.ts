import type { Row } from '@wanctl/core';
import { describeTransport, ManualClock, type TransportFault } from '@wanctl/core/testing';
import type { Fault, MenuPath, RouterSim, SimUser } from '@wanctl/router-sim';
import { describe, expect, it } from 'vitest';
import { PASSWORD, simulator, transportTo, USER } from './harness.js';

const TIMEOUT_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;

const LOGINS: Partial<Record<TransportFault, SimUser>> = {
  'login-refused': { ...USER, password: 'another' },
  'read-only': { ...USER, policies: ['read', 'ssh'] },
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
    await clock.advance(LONGEST_BACK_OFF_MS);
    sim.users.set(USER.name, (name && LOGINS[name]) ?? USER);
    const fault = name && FAULTS[name];
    if (!fault) return;
    const armed = sim.fail({}, fault);
    if (name === 'silence') void armed.firstHit.then(() => clock.advance(TIMEOUT_MS));
    end = () => armed.remove();
  };
}

async function open(queues: readonly Row[]) {
  const sim = await simulator();
  for (const row of queues) sim.add('queue/tree', row);
  const clock = new ManualClock();
  const { transport } = transportTo(sim.sshPort, { timeout_ms: TIMEOUT_MS }, clock);
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
  'SshTransport',
  { open, secrets: [PASSWORD], lacks: ['one-by-one'] },
  { describe, it, expect },
);
