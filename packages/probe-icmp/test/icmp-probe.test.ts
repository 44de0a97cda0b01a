import { spawnSync } from 'node:child_process';
import {
  CLOCK,
  LINE,
  LOGGER,
  type PluginHost,
  type Probe,
  type Sample,
  systemClock,
  TELEMETRY,
  Telemetry,
  type Token,
} from '@wanctl/core';
import { RecordingLogger } from '@wanctl/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import icmp from '../src/index.js';
import { mayOpenSocket } from './may-open-socket.js';

const usable = (await mayOpenSocket()) || spawnSync('ping', ['-V']).error === undefined;

function host(reflectors: readonly unknown[], logger = new RecordingLogger()): PluginHost {
  const provided = new Map<Token<unknown>, unknown>([
    [CLOCK, systemClock],
    [TELEMETRY, new Telemetry()],
    [LOGGER, logger],
    [LINE, { wanName: 'test', reflectors }],
  ]);
  return { resolve: <T>(token: Token<T>) => provided.get(token) as T };
}

describe('icmp plugin', () => {
  let probe: Probe | undefined;
  afterEach(() => probe?.stop());

  it.skipIf(!usable)('delivers samples from the reflectors (skipped without a right to ping)', async () => {
    const created = icmp.create(host(['127.0.0.1', 'localhost']), { interval_ms: 200 });
    probe = created;
    expect(created.health().state).toBe('starting');
    const samples: Sample[] = [];
    await new Promise<void>((resolve, reject) => {
      const sink = (sample: Sample) => {
        samples.push(sample);
        if (new Set(samples.map(({ source }) => source)).size === 2) resolve();
      };
      created.start(sink).catch(reject);
    });
    expect(created.health()).toMatchObject({ state: 'healthy', detail: '' });
    expect(created.health().engine).toMatch(/icmp socket|ping/);
    expect(samples.map(({ sequence }) => sequence)).toEqual(samples.map((_, index) => index));
    await created.stop();
    const delivered = samples.length;
    await created.stop();
    expect(created.pending?.()).toEqual([]);
    expect(samples).toHaveLength(delivered);
  });

  it('collapses without a usable host, with one warning that names what it dropped', async () => {
    const logger = new RecordingLogger();
    probe = icmp.create(host(['-f', 7], logger), {});
    await probe.start(() => {});
    expect(probe.health()).toEqual({
      ...{ state: 'collapsed', engine: 'none', detail: 'no usable host is configured' },
    });
    expect(probe.pending?.()).toEqual([]);
    expect(logger.lines).toEqual(['warn not probing ["-f",7]: not a host name or address']);
  });

  it('drops hosts that the source cannot reach, and says so', async () => {
    const logger = new RecordingLogger();
    probe = icmp.create(host(['192.0.2.1'], logger), { source: '2001:db8::1' });
    await probe.start(() => {});
    expect(probe.health().state).toBe('collapsed');
    expect(logger.lines).toEqual([
      'warn not probing ["192.0.2.1"]: not a host name or address that 2001:db8::1 can reach',
    ]);
  });

  it('prefers its own hosts to the reflectors', async () => {
    probe = icmp.create(host(['127.0.0.1']), { hosts: ['--'] });
    await probe.start(() => {});
    expect(probe.health().state).toBe('collapsed');
  });

  it.each([
    ['interval_ms', 199],
    ['interval_ms', 60_001],
    ['timeout_ms', 99],
    ['timeout_ms', '1000'],
    ['engine', 'raw-socket'],
    ['hosts', '1.1.1.1'],
    ['active', 0],
    ['active', 2.5],
    ['rate_per_sec', 0],
    ['rate_per_sec', 81],
    ['ports', []],
    ['ports', [0]],
    ['ports', ['443']],
    ['source', 'wan1'],
    ['source', '-f'],
    ['source', 'fe80::1%eth0'],
    ['interface', '-f'],
    ['interface', 'a b'],
    ['interface', 'sixteen-letters-'],
    ['intervall_ms', 500],
  ])('refuses %s: %j', (key, value) => {
    expect(() => icmp.create(host([]), { [key]: value })).toThrow(key);
  });
});
