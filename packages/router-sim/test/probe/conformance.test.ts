import { systemClock } from '@wanctl/core';
import { describeProbe } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { SimEchoOptions } from '../../src/probe/options.js';
import { SimEchoProbe } from '../../src/probe/sim-echo-probe.js';
import { startRouterSim } from '../../src/router-sim.js';

const LINE = {
  name: 'wan1',
  queues: { download: 'WAN-Download', upload: 'WAN-Upload' },
  download: { capacityBps: 100e6 },
  upload: { capacityBps: 20e6 },
  reflectors: 2,
};

async function open() {
  const sim = await startRouterSim({ wans: [LINE] });
  const sources = sim.wans.get('wan1')?.reflectors.map(({ target }) => target) ?? [];
  const options = Object.assign(new SimEchoOptions(), { targets: sources, interval_ms: 20, timeout_ms: 100 });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= sim.close();
    return closed;
  };
  return { probe: new SimEchoProbe(options, systemClock), sources, silence: () => void close(), close };
}

describeProbe('SimEchoProbe', open, { describe, it, expect });
