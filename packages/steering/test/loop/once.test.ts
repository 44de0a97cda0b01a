import { type CounterSample, Events, type Probe, type SampleSink, Telemetry } from '@wanctl/core';
import { ManualClock, MemoryStateStore, RecordingLogger, ScriptedProbe } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { createSteering, type SteeringSettings, type WanSource } from '../../src/index.js';
import { newRouter, RULES } from '../house.js';
import { lawOptions } from '../law/golden.js';

const MANGLE = 'ip/firewall/mangle';

const primary: WanSource = {
  start: async () => {},
  stop: () => {},
  report: () => ({ zone: null, measurement: null, baselineMs: 24, ageMs: null }),
};

/** Delivers a read of the queue as soon as it is started. */
class OneRead implements Probe {
  readonly measures = 'counters';

  constructor(private readonly counters: Partial<CounterSample>) {}

  async start(sink: SampleSink): Promise<void> {
    sink({
      ...{ kind: 'counters', source: 'Down', sequence: 0, atMs: 0, bytes: 1e9, packets: 1e6 },
      ...{ dropped: 0, queuedBytes: 0, queuedPackets: 0, ...this.counters },
    });
  }

  async stop(): Promise<void> {}

  health() {
    return { state: 'healthy' as const, engine: 'test', detail: '' };
  }
}

/** A house whose steering lives for one turn at a time. */
function setUp(settings: Partial<SteeringSettings> = {}) {
  const router = newRouter();
  const store = new MemoryStateStore();
  const logger = new RecordingLogger();
  const enabled = () => (router.menus[MANGLE] ?? []).filter((row) => row['disabled'] === 'no');
  /** One process: it sees these RTTs and that read of the queue. */
  const run = async (rttsMs: readonly number[], counters: Partial<CounterSample> = {}) => {
    const clock = new ManualClock();
    const rtt = new ScriptedProbe();
    const loop = createSteering(
      {
        ...lawOptions(),
        name: 'steering',
        alternates: [{ wan: 'wan2', ruleComment: RULES.wan2 }],
        primaryQueue: 'Down',
        dryRun: false,
        ...settings,
      },
      {
        ...{ transport: router, store, clock, logger, events: new Events(), telemetry: new Telemetry() },
        probes: [rtt, new OneRead(counters)],
        sourceOf: () => primary,
      },
    );
    const turn = loop.once(3, 10_000);
    await clock.advance(0);
    for (const rttMs of rttsMs) rtt.answer(rttMs);
    await clock.advance(10_000);
    const isDone = await turn;
    await loop.stop();
    return isDone;
  };
  return { router, store, logger, enabled, run, saved: () => store.documents.get('steering') ?? {} };
}

it('steers away and back in processes of one turn each', async () => {
  const { enabled, run, saved, router } = setUp();
  await run([24, 24, 24], { dropped: 5000 });
  for (const dropped of [5003, 5009]) {
    expect(await run([200, 200, 200], { dropped, queuedPackets: 90 })).toBe(true);
  }
  expect(enabled()).toHaveLength(1);
  expect(saved()).toMatchObject({
    current_state: 'WAN1_DEGRADED',
    queue_counters: { dropped: 5009 },
    cake_drops_history: [0, 3, 6],
    transitions: [{ from: 'WAN1_GOOD', to: 'WAN1_DEGRADED' }],
  });
  // The smoothed delay needs some turns to fall, then come 15 GREEN ones.
  for (let turn = 0; turn < 30; turn += 1) await run([24, 24, 24], { dropped: 5009 });
  expect(enabled()).toHaveLength(0);
  expect(saved()).toMatchObject({ current_state: 'WAN1_GOOD' });
  expect(router.calls.filter((call) => call.startsWith('set'))).toHaveLength(2);
});

it('does not take old drops for new ones (Q1)', async () => {
  const { enabled, run } = setUp();
  for (let turn = 0; turn < 5; turn += 1) await run([200, 200, 200], { dropped: 5000, queuedPackets: 90 });
  expect(enabled()).toHaveLength(0);
});

it('waits for RTTs no longer than it may, and tells that it could not judge', async () => {
  const { run, saved } = setUp();
  expect(await run([])).toBe(false);
  expect(await run([24])).toBe(true);
  expect(saved()['history_rtt']).toEqual([24]);
});

it('tells that the router has no such rule', async () => {
  const { run, router } = setUp();
  router.menus[MANGLE] = [];
  expect(await run([24, 24, 24])).toBe(false);
});

it('remembers in a dry run where connections would go', async () => {
  const { run, saved, router, logger } = setUp({ dryRun: true });
  for (const dropped of [1, 10, 20, 30, 40]) await run([200, 200, 200], { dropped, queuedPackets: 90 });
  expect(saved()).toMatchObject({ current_state: 'WAN1_DEGRADED' });
  expect(logger.lines.filter((line) => line.includes('dry run'))).toHaveLength(1);
  expect(router.calls).toEqual([]);
});
