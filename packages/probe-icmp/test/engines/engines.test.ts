import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { systemClock } from '@wanctl/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine, ProbeEvent } from '../../src/engine.js';
import { ChildEngine } from '../../src/engines/child.js';
import { fping } from '../../src/engines/fping.js';
import { ping } from '../../src/engines/ping.js';
import { SocketEngine } from '../../src/engines/socket.js';
import { nodeDial } from '../../src/engines/tcp/node-dial.js';
import { TcpEngine } from '../../src/engines/tcp/tcp.js';
import { mayOpenSocket } from '../may-open-socket.js';
import { planOf } from '../plan.js';

const HOSTS = ['127.0.0.1', '127.0.0.2', '::1'];
const has = (command: string) => spawnSync(command, ['-V']).error === undefined;
const hasIpv6 = readFileSync('/proc/net/if_inet6', 'utf8') !== '';

const byNode = { dial: nodeDial, stamps: 'by Node' };

const engines = [
  { name: 'socket', create: () => new SocketEngine(systemClock), usable: await mayOpenSocket() },
  { name: 'fping', create: () => new ChildEngine(systemClock, fping), usable: has('fping') },
  { name: 'ping', create: () => new ChildEngine(systemClock, ping), usable: has('ping') },
  { name: 'tcp', create: () => new TcpEngine(systemClock), usable: true },
  { name: 'tcp by Node', create: () => new TcpEngine(systemClock, async () => byNode), usable: true },
];

/** Runs an engine on loopback until each host has answered `times` times. */
function run(engine: Engine, times: number): Promise<ProbeEvent[]> {
  const hosts = hasIpv6 ? HOSTS : HOSTS.slice(0, 2);
  const targets = hosts.map((host, index) => ({
    ...{ host, address: host, offsetMs: 50 * index, intervalMs: 200 },
  }));
  const events: ProbeEvent[] = [];
  return new Promise((resolve, reject) => {
    const emit = (event: ProbeEvent) => {
      events.push(event);
      const count = (host: string) =>
        events.filter((one) => one.kind === 'answered' && one.host === host).length;
      if (hosts.every((host) => count(host) >= times)) resolve(events);
    };
    engine.start(planOf(targets), emit).catch(reject);
  });
}

describe.each(engines)(
  '$name engine (skipped where it is not allowed or installed)',
  ({ create, usable }) => {
    let engine: Engine | undefined;
    afterEach(() => engine?.stop());

    it.skipIf(!usable)('gets true answers from loopback, each after its sending was told', async () => {
      engine = create();
      const events = await run(engine, 3);
      expect(engine.problem()).toBe('');
      const told = new Set<string>();
      for (const event of events) {
        const key = `${event.host} ${event.sequence}`;
        if (event.kind === 'sent') told.add(key);
        if (event.kind !== 'answered') continue;
        expect(told).toContain(key);
        expect(event.rttMs).toBeGreaterThanOrEqual(0);
        expect(event.rttMs).toBeLessThan(1000);
        expect(event.sentAtMs).toBeLessThanOrEqual(systemClock.now());
      }
    });

    it.skipIf(!usable)('starts again after a stop', async () => {
      engine = create();
      await run(engine, 1);
      await engine.stop();
      await engine.stop();
      expect((await run(engine, 1)).length).toBeGreaterThan(0);
    });
  },
);
