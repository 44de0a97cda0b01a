import type { CounterSample, Probe, SampleSink } from '@wanctl/core';
import { RecordingLogger, ScriptedProbe } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { SteeringSignals } from '../../src/signals/steering-signals.js';
import type { WanSource } from '../../src/signals/wan-source.js';

/** Counters as a test delivers them. */
class CounterProbe implements Probe {
  readonly measures = 'counters';
  #sink: SampleSink = () => {};

  async start(sink: SampleSink): Promise<void> {
    this.#sink = sink;
  }

  async stop(): Promise<void> {}

  health() {
    return { state: 'healthy' as const, engine: 'test', detail: '' };
  }

  read(atMs: number, counters: Partial<CounterSample> = {}): void {
    this.#sink({
      ...{ kind: 'counters', source: 'Down', sequence: atMs, atMs, bytes: atMs, packets: atMs },
      ...{ dropped: 0, queuedBytes: 0, queuedPackets: 0 },
      ...counters,
    });
  }
}

const quiet: WanSource = {
  start: async () => {},
  stop: () => {},
  report: () => ({ zone: null, measurement: null, baselineMs: 24, ageMs: null }),
};

async function setUp(queue: string | null = 'Down') {
  const rtt = new ScriptedProbe();
  const counters = new CounterProbe();
  const logger = new RecordingLogger();
  const probes = [rtt, counters];
  const signals = new SteeringSignals({
    ...{ primary: quiet, alternates: [{ wan: 'wan2', source: quiet }], probes, queue, logger },
    intervalMs: 2000,
  });
  await signals.listen();
  await signals.measure(undefined);
  return { rtt, counters, logger, signals, take: (nowMs: number) => signals.take(nowMs, ['enabled']) };
}

describe('an observation', () => {
  it('has the median of the RTTs since the last, each once', async () => {
    const { rtt, signals } = await setUp(null);
    for (const rttMs of [30, 21, null, 90, -4, Number.NaN, 1e9]) rtt.answer(rttMs);
    expect(signals.take(2000, [])).toMatchObject({
      rttMs: 30,
      baselineMs: 24,
      drops: null,
      queuedPackets: null,
    });
    expect(signals.take(4000, []).rttMs).toBeNull();
    rtt.answer(20);
    rtt.answer(30);
    expect(signals.take(6000, []).rttMs).toBe(25);
  });

  it('waits until RTT and counters are both there', async () => {
    const { rtt, counters, take } = await setUp();
    rtt.answer(30);
    expect(take(2000)).toMatchObject({ rttMs: null, queuedPackets: null });
    counters.read(3000, { queuedPackets: 4 });
    expect(take(4000)).toMatchObject({ rttMs: 30, queuedPackets: 4 });
    counters.read(5000, { queuedPackets: 5 });
    expect(take(6000)).toMatchObject({ rttMs: null, queuedPackets: null });
    rtt.answer(31);
    expect(take(8000)).toMatchObject({ rttMs: 31, queuedPackets: 5 });
  });

  it('goes on with the RTT alone once the counters have failed', async () => {
    const { rtt, counters, take } = await setUp();
    counters.read(1000);
    const seen = [2000, 4000, 6000, 8000, 10_000].map((nowMs) => {
      rtt.answer(nowMs / 1000);
      return take(nowMs).rttMs;
    });
    expect(seen).toEqual([2, null, null, 6, 10]);
  });

  it('has the rules, the alternates and how the primary is measured', async () => {
    const { rtt, take } = await setUp();
    rtt.state = 'collapsed';
    expect(take(2000)).toMatchObject({
      primary: { zone: null, measurement: 'collapsed' },
      alternates: [{ wan: 'wan2', rule: 'enabled', zone: null }],
    });
  });
});

it('says which signals this router gives, and when that changes', async () => {
  const { rtt, counters, logger, signals, take } = await setUp();
  expect(signals.describe()).toBe('delay; no counters of queue "Down" yet');
  for (const [atMs, dropped] of [
    [1000, 0],
    [3000, 0],
    [5000, 2],
    [7000, 2],
  ] as const) {
    rtt.answer(24);
    counters.read(atMs, { dropped });
    take(atMs + 1000);
    signals.tell();
  }
  expect(logger.lines).toEqual([
    'info signals: delay and queue; queue "Down" has never counted a drop, RED goes without',
    'info signals: delay, drops and queue',
  ]);
});
