import { spawnSync } from 'node:child_process';
import { silentLogger, systemClock } from '@wanctl/core';
import { RecordingLogger } from '@wanctl/core/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openEgress } from '../src/egress/egress.js';
import type { Binding, Engine } from '../src/engine.js';
import { ChildEngine } from '../src/engines/child.js';
import { fping } from '../src/engines/fping.js';
import { ping } from '../src/engines/ping.js';
import { SocketEngine } from '../src/engines/socket.js';
import { nodeDial } from '../src/engines/tcp/node-dial.js';
import { TcpEngine } from '../src/engines/tcp/tcp.js';
import { planOf, UNBOUND } from './plan.js';
import {
  HOST,
  HOST_6,
  ip,
  makeTwoWans,
  makeWan,
  mayMakeNamespaces,
  packetsBy,
  removeTwoWans,
} from './two-wans.js';

const has = (command: string) => spawnSync(command, ['-V']).error === undefined;
const byNode = { dial: nodeDial, stamps: 'by Node' };
const engines = [
  { name: 'socket', usable: true, create: () => new SocketEngine(systemClock) },
  { name: 'fping', usable: has('fping'), create: () => new ChildEngine(systemClock, fping) },
  { name: 'ping', usable: has('ping'), create: () => new ChildEngine(systemClock, ping) },
  { name: 'tcp', usable: true, create: () => new TcpEngine(systemClock) },
];
const tcpByNode = {
  name: 'tcp by Node',
  usable: true,
  create: () => new TcpEngine(systemClock, async () => byNode),
};

/** Runs an engine until the host has answered three times. */
function answers(engine: Engine, address: string, binding: Partial<Binding>): Promise<void> {
  onTestFinished(() => engine.stop());
  const targets = [{ host: 'a', address, offsetMs: 0, intervalMs: 200 }];
  let answered = 0;
  return new Promise((resolve, reject) => {
    const plan = planOf(targets, { binding: { ...UNBOUND, ...binding } });
    engine
      .start(plan, ({ kind }) => {
        if (kind === 'answered') answered += 1;
        if (answered === 3) resolve();
      })
      .catch(reject);
  });
}

const problemOf = async (binding: Partial<Binding>, ...addresses: string[]) =>
  (await openEgress({ ...UNBOUND, ...binding }, silentLogger)).problem(addresses);

describe.skipIf(!mayMakeNamespaces)('with two WANs (skipped unless root and with iproute2)', () => {
  beforeAll(makeTwoWans);
  afterAll(removeTwoWans);

  describe.each(engines)('$name engine (skipped where it is not installed)', ({ create, usable }) => {
    it.skipIf(!usable).each([HOST, HOST_6])(
      'leaves for %s by the interface that it is bound to',
      async (host) => {
        const before = packetsBy('wan2');
        await answers(create(), host, { device: 'wan2' });
        expect(packetsBy('wan2') - before).toBeGreaterThanOrEqual(3);
      },
    );
  });

  it('an engine bound to an interface that is not there says so', async () => {
    for (const engine of [new SocketEngine(systemClock), new TcpEngine(systemClock)]) {
      onTestFinished(() => engine.stop());
      const targets = [{ host: 'a', address: HOST, offsetMs: 0, intervalMs: 200 }];
      await new Promise<void>((resolve, reject) => {
        const plan = planOf(targets, { binding: { source: undefined, device: 'wan9' } });
        engine.start(plan, () => resolve()).catch(reject);
      });
      await new Promise(setImmediate);
      expect(engine.problem()).toContain('cannot use interface wan9 (ENODEV)');
    }
  });

  describe('source', () => {
    const SOURCES = [
      [HOST, '203.0.113.1'],
      [HOST_6, '2001:db8:2::1'],
    ] as const;

    it.each(SOURCES)('that leaves for %s by the wrong WAN is noticed', async (host, source) => {
      const problem = await problemOf({ source }, host, '203.0.113.2');
      expect(problem).toContain(`wrong WAN (${host} by wan1; ${source} is on wan2)`);
    });

    it.each(SOURCES)('for %s in order is left in peace', async (host, source) => {
      const family = source.includes(':') ? '-6' : '-4';
      const gateway = source.replace(/1$/, '2');
      ip(family, 'rule', 'add', 'from', source, 'table', '2');
      ip(family, 'route', 'add', 'default', 'via', gateway, 'dev', 'wan2', 'table', '2');
      expect(await problemOf({ source }, host)).toBe('');
      expect(await problemOf({ source: '198.51.100.1' }, HOST)).toBe('');
    });

    it.each(SOURCES)('of probes to %s is that which was given, for every engine', async (host, source) => {
      for (const { usable, create } of [...engines, tcpByNode]) {
        if (!usable) continue;
        const before = packetsBy('wan2');
        await answers(create(), host, { source });
        expect(packetsBy('wan2') - before).toBeGreaterThanOrEqual(3);
      }
    });

    it('that belongs to nobody, or to another interface, is noticed', async () => {
      expect(await problemOf({ source: '203.0.113.9' }, HOST)).toBe(
        'no interface has the source address 203.0.113.9',
      );
      expect(await problemOf({ source: '203.0.113.1', device: 'wan1' }, HOST)).toContain(
        'belongs to wan2, not wan1',
      );
      expect(await problemOf({ source: '203.0.113.1', device: 'wan2' }, HOST)).toBe('');
    });
  });

  it('an interface that was replaced is noticed', async () => {
    const egress = await openEgress({ source: undefined, device: 'wan2' }, new RecordingLogger());
    const before = egress.deviceIndex();
    ip('link', 'delete', 'wan2');
    expect(egress.deviceIndex()).toBe(0);
    makeWan('wan2', '203.0.113', '2001:db8:2');
    expect([0, before]).not.toContain(egress.deviceIndex());
  });
});
