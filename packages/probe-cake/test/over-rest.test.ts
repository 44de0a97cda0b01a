import { type CounterSample, Events, silentLogger, systemClock, Telemetry } from '@wanctl/core';
import { MemoryTrustStore } from '@wanctl/core/testing';
import { type RouterSimOptions, startRouterSim } from '@wanctl/router-sim';
import { RestTransport, RestTransportOptions } from '@wanctl/transport-rest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CakeProbe, CakeProbeOptions, queueReaderOf } from '../src/index.js';
import { lineOf } from './harness.js';

/** A simulated router behind REST with the queues of WANs `a` and `b`, the download of `a` in full use. */
async function setUp(options: RouterSimOptions = {}) {
  const user = { name: 'ctl', password: 'secret', policies: ['read', 'write', 'rest-api'] as const };
  const load = { capacityBps: 1e8, demandBps: Number.POSITIVE_INFINITY };
  const queues = { download: 'a-down', upload: 'a-up' };
  const wan = { name: 'a', queues, download: load, upload: { capacityBps: 1e7 } };
  const sim = await startRouterSim({ ...options, users: [user], wans: [wan] });
  onTestFinished(() => sim.close());
  for (const name of ['a-down', 'a-up', 'b-down', 'b-up']) {
    sim.add('queue/tree', { name, parent: 'bridge', 'max-limit': '80M' });
  }
  const port = Number(new URL(sim.httpUrl).port);
  const login = { host: '127.0.0.1', port, scheme: 'http' as const, user: 'ctl', password: 'secret' };
  const complete = Object.assign(new RestTransportOptions(), login);
  const transport = new RestTransport(complete, systemClock, new MemoryTrustStore(), silentLogger);
  onTestFinished(() => transport.close());
  return { sim, transport, telemetry: new Telemetry(), events: new Events() };
}

type Parts = Awaited<ReturnType<typeof setUp>>;

/** A started probe, its samples, and a promise of each state that they may come to. */
async function startProbe({ transport, telemetry, events }: Parts, wan: string) {
  const options = { ...new CakeProbeOptions(), fast_ms: 50 };
  const line = lineOf(wan);
  const probe = new CakeProbe(options, line, transport, events, systemClock, telemetry, silentLogger);
  const samples: CounterSample[] = [];
  const waiting = new Set<() => void>();
  onTestFinished(() => probe.stop());
  await probe.start((sample) => {
    if (sample.kind === 'counters') samples.push(sample);
    for (const look of waiting) look();
  });
  const until = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.add(() => isReached() && resolve());
    });
  return { probe, samples, until };
}

describe('over REST', () => {
  it('shares each request between two WANs and a third asker', async () => {
    const parts = await setUp({ latency: 'chr' });
    const { sim, transport, telemetry } = parts;
    const a = await startProbe(parts, 'a');
    const b = await startProbe(parts, 'b');
    const stopAsking = sim.onRequest(() => void queueReaderOf(transport, systemClock, telemetry).read(50));
    await a.until(() => a.samples.length >= 40 && b.samples.length >= 40);
    stopAsking();
    await Promise.all([a.probe.stop(), b.probe.stop()]);
    const { counters } = telemetry.snapshot();
    const reads = a.samples.length / 2;
    expect(counters['queue-reads.sent']).toBe(reads);
    expect(sim.requests.every(({ path }) => path.includes('.proplist='))).toBe(true);
    expect(sim.requests).toHaveLength(reads);
    // Each read shows four queues, the first two of which are WAN a's.
    const sequences = [...a.samples, ...b.samples].map(({ sequence }) => sequence).sort((x, y) => x - y);
    expect(sequences).toEqual(Array.from({ length: 4 * reads }, (_, index) => index));
  });

  it('sees rate and backlog of a loaded queue, and goes on after the counters are reset', async () => {
    const parts = await setUp();
    const { probe, samples, until } = await startProbe(parts, 'a');
    const isBusy = () => (probe.figures().download?.load ?? 0) > 0.5;
    await until(isBusy);
    expect(probe.figures().download).toMatchObject({ limitBps: 8e7, dropped: null });
    await until(() => (probe.figures().download?.queuedBytes ?? 0) > 0);
    const download = () => samples.findLast(({ source }) => source === 'a-down');
    const bytesBefore = download()?.bytes ?? 0;
    const { id } = parts.sim.queue('a-down');
    const reset = { menu: 'queue/tree', name: 'reset-counters', arguments: { '.id': id } };
    await parts.transport.run(reset);
    await until(() => (download()?.bytes ?? 0) < bytesBefore);
    expect(probe.figures().download?.rateBps).toBeNull();
    await until(isBusy);
    expect(probe.figures().download?.rateBps).toBeLessThan(1e9);
  });
});
