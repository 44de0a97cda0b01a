import { CLOCK, type Clock, createContainer, type Probe, type RttSample, type Sample } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reflector, RouterSim, WanOptions } from '../../src/index.js';
import plugin from '../../src/probe/index.js';
import { start } from '../support.js';

const WAN: WanOptions = {
  name: 'wan1',
  queues: { download: 'WAN-Download', upload: 'WAN-Upload' },
  download: { capacityBps: 100e6 },
  upload: { capacityBps: 20e6 },
  baseRttMs: 30,
  reflectors: 2,
};

const probes: Probe[] = [];
afterEach(async () => {
  for (const probe of probes.splice(0)) await probe.stop();
});

function createProbe(clock: Clock, options: object): Probe {
  const container = createContainer();
  container.register(CLOCK, { useValue: clock });
  const probe = plugin.create(container, options);
  probes.push(probe);
  return probe;
}

/** A simulator and a started probe on one clock that stands still. */
async function startProbe(options: object = {}) {
  const clock = new ManualClock();
  const sim = await start({ clock, wans: [WAN] });
  const reflectors = reflectorsOf(sim);
  const probe = createProbe(clock, { targets: reflectors.map(({ target }) => target), ...options });
  const samples: RttSample[] = [];
  await probe.start((sample: Sample) => sample.kind === 'rtt' && samples.push(sample));
  const arrived = (count: number) =>
    vi.waitFor(() => expect(reflectors.reduce((sum, { received }) => sum + received, 0)).toBe(count), {
      interval: 1,
      timeout: 10_000,
    });
  const delivered = (count: number) =>
    vi.waitFor(() => expect(samples).toHaveLength(count), { interval: 1, timeout: 10_000 });
  return { clock, sim, reflectors, probe, samples, arrived, delivered };
}

function reflectorsOf(sim: RouterSim): readonly [Reflector, Reflector] {
  const [first, second] = sim.wans.get('wan1')?.reflectors ?? [];
  if (!first || !second) throw new Error('reflectors are missing');
  return [first, second];
}

describe('sim-echo', () => {
  it('measures the modelled round trip', async () => {
    const { clock, sim, reflectors, samples, arrived, delivered } = await startProbe();
    await clock.advance(0);
    await arrived(1);
    await clock.advance(30);
    await delivered(1);
    expect(samples).toEqual([
      { kind: 'rtt', source: reflectors[0].target, sequence: 0, sentAtMs: 0, rttMs: 30 },
    ]);
    const link = sim.wans.get('wan1')?.link;
    if (link) link.baseRttMs = 45;
    await clock.advance(70);
    await arrived(2);
    await clock.advance(45);
    await delivered(2);
    expect(samples[1]).toEqual({
      kind: 'rtt',
      source: reflectors[1].target,
      sequence: 1,
      sentAtMs: 100,
      rttMs: 45,
    });
  });

  it('spreads targets evenly over the interval', async () => {
    const { clock, probe, reflectors, arrived } = await startProbe({ interval_ms: 300, timeout_ms: 5000 });
    for (const reflector of reflectors) reflector.muted = true;
    await clock.advance(749);
    await arrived(5);
    expect(probe.pending?.()).toEqual(
      [0, 150, 300, 450, 600].map((sentAtMs, index) => ({ source: reflectors[index % 2]?.target, sentAtMs })),
    );
  });

  it('tells lost probes and what is wrong', async () => {
    const { clock, probe, reflectors, samples, arrived, delivered } = await startProbe({ timeout_ms: 150 });
    expect(probe.health().state).toBe('starting');
    reflectors[1].muted = true;
    await clock.advance(0);
    await arrived(1);
    await clock.advance(30);
    await delivered(1);
    expect(probe.health()).toEqual({ state: 'healthy', engine: 'UDP echo', detail: '' });
    await clock.advance(220);
    await arrived(3);
    expect(samples[1]).toEqual({
      kind: 'rtt',
      source: reflectors[1].target,
      sequence: 1,
      sentAtMs: 100,
      rttMs: null,
    });
    expect(probe.health()).toMatchObject({
      state: 'reduced',
      detail: `no answer from ${reflectors[1].target}`,
    });
    reflectors[0].muted = true;
    await clock.advance(2000);
    expect(probe.health().state).toBe('collapsed');
  });

  it('bears a single loss', async () => {
    const { clock, probe, reflectors, samples, arrived, delivered } = await startProbe({ interval_ms: 1000 });
    await clock.advance(0);
    await arrived(1);
    await clock.advance(30);
    await delivered(1);
    reflectors[0].lossProbability = 1;
    await clock.advance(500);
    await arrived(2);
    await clock.advance(30);
    await delivered(2);
    await clock.advance(1440);
    expect(samples.filter(({ rttMs }) => rttMs === null)).toHaveLength(1);
    expect(probe.health().state).toBe('healthy');
  });

  it('delivers nothing after stop, which is safe twice', async () => {
    const { clock, probe, samples, arrived } = await startProbe();
    await clock.advance(0);
    await arrived(1);
    await probe.stop();
    await probe.stop();
    await clock.advance(5000);
    expect(samples).toEqual([]);
    expect(probe.pending?.()).toEqual([]);
  });

  it('loses every probe while the line is down', async () => {
    const { clock, sim, samples, arrived } = await startProbe();
    const link = sim.wans.get('wan1')?.link;
    if (link) link.upload.capacityBps = 0;
    await clock.advance(0);
    await arrived(1);
    await clock.advance(1000);
    expect(samples[0]?.rttMs).toBeNull();
  });

  it.each([
    {},
    { targets: [] },
    { targets: ['here'] },
    { targets: ['a:1'], interval_ms: 1 },
    { targets: ['a:1'], x: 1 },
  ])('refuses the options %j', (options) => {
    expect(() => createProbe(new ManualClock(), options)).toThrow(/targets|interval_ms|x/);
  });
});
