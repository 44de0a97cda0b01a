import { describe, expect, it } from 'vitest';
import {
  type Assessor,
  ControlLoop,
  type EventMap,
  Events,
  type JsonObject,
  type Observation,
  type Probe,
  SampleInbox,
  StateKeeper,
  Telemetry,
  WanQueues,
} from '../../src/index.js';
import {
  ManualClock,
  MemoryRouter,
  MemoryStateStore,
  RecordingLogger,
  ScriptedProbe,
} from '../../src/testing/index.js';

/** Wants as many Mbit/s as the newest RTT has milliseconds, and keeps what it was shown. */
class EchoLaw implements Assessor<{ turns: number }> {
  readonly seen: Observation[] = [];
  failure: Error | null = null;

  initial() {
    return { turns: 0 };
  }

  restore(saved: JsonObject) {
    return { turns: Number(saved['turns'] ?? 0) };
  }

  persist({ turns }: { turns: number }): JsonObject {
    return { turns };
  }

  assess(state: { turns: number }, observation: Observation) {
    if (this.failure) throw this.failure;
    this.seen.push(observation);
    const rttMs = observation.rtt.at(-1)?.rttMs;
    if (typeof rttMs !== 'number') return { state, assessment: null };
    const wish = { zone: 'GREEN' as const, rateBps: rttMs * 1e6, reason: { code: 'echo', text: 'echo' } };
    return { state: { turns: state.turns + 1 }, assessment: { download: wish, upload: wish, delay: null } };
  }
}

/** A second probe, which has nothing to say. */
const COUNTERS: Probe = {
  measures: 'counters',
  start: async () => {},
  stop: async () => {},
  health: () => ({ state: 'healthy', engine: 'counters (silent)', detail: '' }),
};

function setUp(saved?: JsonObject) {
  const clock = new ManualClock();
  const router = new MemoryRouter({
    'queue/tree': [
      { '.id': '*1', name: 'Down', 'max-limit': '100000000', queue: 'd' },
      { '.id': '*2', name: 'Up', 'max-limit': '100000000', queue: 'u' },
    ],
  });
  const logger = new RecordingLogger();
  const telemetry = new Telemetry();
  const events = new Events();
  const probe = new ScriptedProbe();
  const law = new EchoLaw();
  const store = new MemoryStateStore();
  if (saved) store.documents.set('wan', saved);
  const targets = { download: { queue: 'Down', type: 'd' }, upload: { queue: 'Up', type: 'u' } };
  const loop = new ControlLoop({
    line: {
      wanName: 'wan',
      intervalMs: 2000,
      baselineRttMs: 20,
      reflectors: ['reflector'],
      queues: { download: 'Down', upload: 'Up' },
      bounds: { download: { floorBps: 1, ceilingBps: 2 }, upload: { floorBps: 1, ceilingBps: 2 } },
    },
    probes: [probe, COUNTERS],
    inbox: new SampleInbox({ download: 'Down', upload: 'Up' }, telemetry),
    assessor: law,
    queues: new WanQueues({ wanName: 'wan', targets, transport: router, clock, logger, events, telemetry }),
    keeper: new StateKeeper(store, 'wan', clock, logger, telemetry),
    clock,
    logger,
    events,
    telemetry,
  });
  return { clock, router, logger, telemetry, events, probe, law, store, loop };
}

describe('a tick', () => {
  it('brings a sample to the router', async () => {
    const { clock, router, probe, loop } = setUp();
    await loop.start();
    probe.answer(30);
    await clock.advance(2000);
    expect(router.menus['queue/tree']?.map((row) => row['max-limit'])).toEqual(['30000000', '30000000']);
  });

  it('sees each sample once', async () => {
    const { clock, probe, law, loop } = setUp();
    await loop.start();
    probe.answer(30);
    probe.answer(31);
    await clock.advance(6000);
    expect(law.seen.map(({ rtt }) => rtt.map(({ rttMs }) => rttMs))).toEqual([[30, 31], [], []]);
  });

  it('comes on time while the router hangs', async () => {
    const { clock, router, probe, law, loop } = setUp();
    router.gate = () => new Promise(() => {});
    await loop.start();
    for (let second = 0; second < 10; second += 1) {
      probe.answer(20 + second);
      await clock.advance(1000);
    }
    expect(law.seen.map(({ nowMs }) => nowMs)).toEqual([1000, 3000, 5000, 7000, 9000]);
  });

  it('drops samples that cannot be true', async () => {
    const { clock, probe, law, telemetry, loop } = setUp();
    await loop.start();
    for (const rttMs of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e6, 25]) probe.answer(rttMs);
    await clock.advance(2000);
    expect(law.seen[0]?.rtt.map(({ rttMs }) => rttMs)).toEqual([25]);
    expect(telemetry.snapshot().counters['samples.implausible']).toBe(4);
  });

  it('outlives a law that throws, and says so once', async () => {
    const { clock, law, logger, probe, loop } = setUp();
    await loop.start();
    law.failure = new Error('division by zero');
    await clock.advance(10_000);
    law.failure = null;
    probe.answer(30);
    await clock.advance(2000);
    expect(law.seen).toHaveLength(1);
    expect(logger.lines.filter((line) => line.startsWith('error'))).toEqual([
      'error the law failed, rates are held: division by zero',
    ]);
  });

  it('tells what it saw, its assessment and what the router accepted', async () => {
    const { clock, events, probe, loop } = setUp();
    const applied: EventMap['applied'][] = [];
    const ticks: EventMap['tick'][] = [];
    events.on('applied', (event) => applied.push(event));
    events.on('tick', (event) => ticks.push(event));
    await loop.start();
    probe.answer(30);
    await clock.advance(2000);
    expect(ticks.map(({ observation }) => observation.rtt.map(({ rttMs }) => rttMs))).toEqual([[30]]);
    expect(ticks.map(({ assessment }) => assessment?.download.rateBps)).toEqual([30e6]);
    expect(applied.map(({ direction, rateBps }) => [direction, rateBps])).toEqual([
      ['download', 30e6],
      ['upload', 30e6],
    ]);
  });
});

describe('the saved state', () => {
  it('follows an accepted limit at once and other changes after 5 s', async () => {
    const { clock, probe, store, loop } = setUp();
    await loop.start();
    probe.answer(30);
    await clock.advance(2000);
    const first = store.saves;
    await clock.advance(2000);
    expect(store.saves).toBe(first + 1);
    expect(store.documents.get('wan')).toMatchObject({
      last_applied: { dl_rate: 30e6, ul_rate: 30e6 },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
    });
    for (let turn = 0; turn < 30; turn += 1) {
      probe.answer(30);
      await clock.advance(2000);
    }
    expect(store.saves - first - 1).toBeLessThanOrEqual(60 / 5);
  });

  it('is restored, and keys of others survive', async () => {
    const { clock, probe, store, loop } = setUp({ turns: 41, download: { extra: true }, elsewhere: [1] });
    await loop.start();
    probe.answer(30);
    await clock.advance(2000);
    await loop.stop();
    expect(store.documents.get('wan')).toMatchObject({
      turns: 42,
      download: { extra: true },
      elsewhere: [1],
    });
  });

  it('that cannot be saved does not stop the loop, is told once and made good', async () => {
    const { clock, probe, store, logger, loop } = setUp();
    store.failure = new Error('disk full');
    await loop.start();
    probe.answer(30);
    await clock.advance(20_000);
    store.failure = null;
    await clock.advance(6000);
    expect(store.saves).toBe(1);
    expect(logger.lines.filter((line) => line.includes('state is'))).toEqual([
      'error state is not saved: disk full',
      'info state is saved again',
    ]);
  });
});

describe('stopping', () => {
  it('ends ticks and saves the newest state', async () => {
    const { clock, probe, law, store, loop } = setUp();
    await loop.start();
    probe.answer(30);
    await clock.advance(2000);
    await loop.stop();
    await clock.advance(10_000);
    expect(law.seen).toHaveLength(1);
    expect(store.documents.get('wan')).toMatchObject({ turns: 1 });
  });
});

it('stops although the router hangs', async () => {
  const { clock, router, probe, store, loop } = setUp();
  await loop.start();
  router.gate = () => new Promise(() => {});
  probe.answer(30);
  await clock.advance(2000);
  const stopped = loop.stop();
  await clock.advance(500);
  await stopped;
  expect(store.documents.get('wan')).toMatchObject({ turns: 1 });
});

it('tells when the measurement changes its state', async () => {
  const { clock, probe, logger, loop } = setUp();
  await loop.start();
  await clock.advance(2000);
  probe.state = 'collapsed';
  await clock.advance(10_000);
  expect(logger.lines.filter((line) => line.includes('measurement'))).toEqual([
    'info measurement is healthy',
    'warn measurement is collapsed: as scripted',
  ]);
});

it('tells the state of every probe', async () => {
  const { clock, events, probe, loop } = setUp();
  const heard: unknown[] = [];
  events.on('measurement', ({ wan, measures, health }) => heard.push([wan, measures, health.state]));
  await loop.start();
  await clock.advance(4000);
  probe.state = 'reduced';
  await clock.advance(4000);
  expect(heard).toEqual([
    ['wan', 'rtt', 'healthy'],
    ['wan', 'counters', 'healthy'],
    ['wan', 'rtt', 'reduced'],
  ]);
});

it('notes what measuring, waiting, judging, writing and saving take', async () => {
  const { clock, telemetry, probe, loop } = setUp();
  await loop.start();
  probe.answer(300);
  probe.answer(30);
  await clock.advance(2000);
  const { stages, counters } = telemetry.snapshot();
  expect(stages['measure.scripted']).toMatchObject({ count: 1 });
  expect(stages['measure.scripted']?.max).toBeCloseTo(30, -1);
  expect(stages['sample-age']?.max).toBeCloseTo(970, -2);
  for (const stage of ['assess', 'tick', 'event-loop-delay', 'write', 'decision-to-accepted', 'persist']) {
    expect(stages[stage]?.count, stage).toBeGreaterThan(0);
  }
  expect(counters['state.bytes']).toBeGreaterThan(50);
});
