import { Events, silentLogger, systemClock, Telemetry } from '@wanctl/core';
import { describeProbe, ManualClock, MemoryTrustStore } from '@wanctl/core/testing';
import { startRouterSim } from '@wanctl/router-sim';
import { RestTransport, RestTransportOptions } from '@wanctl/transport-rest';
import { describe, expect, it } from 'vitest';
import { CakeProbe, CakeProbeOptions } from '../src/index.js';
import { lineOf } from './harness.js';

/** Over REST to the simulator; the probe's own time stands still unless told to move. */
async function open() {
  const user = { name: 'ctl', password: 'secret', policies: ['read', 'rest-api'] as const };
  const sim = await startRouterSim({ users: [user] });
  const line = lineOf('a');
  const sources = Object.values(line.queues);
  for (const name of sources) sim.add('queue/tree', { name, parent: 'bridge' });
  const port = Number(new URL(sim.httpUrl).port);
  const login = { host: '127.0.0.1', port, scheme: 'http' as const, user: 'ctl', password: 'secret' };
  const complete = Object.assign(new RestTransportOptions(), login);
  const transport = new RestTransport(complete, systemClock, new MemoryTrustStore(), silentLogger);

  const clock = new ManualClock();
  const options = new CakeProbeOptions();
  let noticed = () => {};
  const logger = { ...silentLogger, warn: () => noticed() };
  const probe = new CakeProbe(options, line, transport, new Events(), clock, new Telemetry(), logger);
  return {
    ...{ probe, sources },
    turn: () => void clock.advance(options.fast_ms),
    async silence() {
      const notice = new Promise<void>((resolve) => {
        noticed = resolve;
      });
      sim.fail({}, { kind: 'status', status: 500, body: {} });
      await clock.advance(options.fast_ms);
      await notice;
      await clock.advance(2 * options.slow_ms);
    },
    async close() {
      await transport.close();
      await sim.close();
    },
  };
}

describeProbe('CakeProbe', open, { describe, it, expect });
