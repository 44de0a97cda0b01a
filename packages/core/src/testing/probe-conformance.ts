import type { PerDirection } from '../assessor.js';
import type { PendingProbe, Probe, ProbeHealth, Sample } from '../probe.js';
import type { TestRunner } from './transport-conformance/under-test.js';

/** A probe that has not been started, and what it measures against. */
export interface ProbeUnderTest {
  readonly probe: Probe;
  /** Names that its samples may bear. At first all of these answer. */
  readonly sources: readonly string[];
  /** Makes it take one more measurement of each source; absent when it goes on by itself. */
  turn?(): void;
  /**
   * Makes all sources fall silent; absent when they cannot. Losses tell when a probe of RTT has noticed; one of
   * counters delivers nothing then, so it must have noticed when the promise resolves.
   */
  silence?(): void | Promise<void>;
  /** Ends the sources; the probe has been stopped. */
  close?(): Promise<void>;
}

/** Gives a new probe on sources of its own, as often as there are tests. */
export type OpenProbe = () => Promise<ProbeUnderTest>;

interface Suite extends Pick<TestRunner, 'expect'> {
  test(name: string, body: (bench: ProbeUnderTest) => Promise<void>): void;
}

const TURNS = 5;

/** Checks that a probe keeps the `Probe` contract, with tests that it defines in the given runner. */
export function describeProbe(name: string, open: OpenProbe, { describe, it, expect }: TestRunner): void {
  const test: Suite['test'] = (title, body) =>
    it(title, async () => {
      const bench = await open();
      await body(bench).finally(async () => {
        await bench.probe.stop();
        await bench.close?.();
      });
    });
  describe(`${name}: the contract of a probe`, () => {
    testSamples({ test, expect });
    testHealth({ test, expect });
    testStop({ test, expect });
  });
}

function testSamples({ test, expect }: Suite): void {
  test('delivers what it says it measures, each once, from the sources it was given', async (bench) => {
    const samples = await collect(bench, (sofar) => sofar.length >= TURNS * bench.sources.length);
    expect(samples.filter(({ kind }) => kind !== bench.probe.measures)).toEqual([]);
    expect(samples.filter(({ source }) => !bench.sources.includes(source))).toEqual([]);
    expect(new Set(samples.map(({ sequence }) => sequence)).size).toEqual(samples.length);
    expect(samples.flatMap(faultsOf)).toEqual([]);
  });

  test('hears every source', async (bench) => {
    const heard = (samples: readonly Sample[]) =>
      new Set(samples.filter(isAnswer).map(({ source }) => source));
    const samples = await collect(bench, (sofar) => heard(sofar).size === bench.sources.length);
    expect([...heard(samples)].sort()).toEqual([...bench.sources].sort());
  });
}

function testHealth({ test, expect }: Suite): void {
  test('is healthy while all sources answer, and says how it measures', async (bench) => {
    const { probe, sources } = bench;
    expect(healthFaults(probe.health())).toEqual([]);
    await collect(bench, (samples) => samples.filter(isAnswer).length >= TURNS * sources.length);
    expect(probe.health().state).toEqual('healthy');
    expect(healthFaults(probe.health())).toEqual([]);
    expect(pendingFaults(probe.pending?.() ?? [], sources)).toEqual([]);
  });

  test('has collapsed once all sources are silent, and delivers losses when it measures RTT', async (bench) => {
    const { probe, sources } = bench;
    if (!bench.silence) return;
    const until = await listen(bench);
    await until((samples) => samples.some(isAnswer));
    await bench.silence();
    if (probe.measures === 'rtt') {
      await until((samples) => !samples.every(isAnswer) && probe.health().state === 'collapsed');
    }
    expect(probe.health().state).toEqual('collapsed');
    expect(healthFaults(probe.health())).toEqual([]);
    expect(pendingFaults(probe.pending?.() ?? [], sources)).toEqual([]);
  });
}

function testStop({ test, expect }: Suite): void {
  test('delivers nothing more once stopped, be it twice, and has nothing under way', async (bench) => {
    const samples = await collect(bench, (sofar) => sofar.length > 0);
    await bench.probe.stop();
    await bench.probe.stop();
    const delivered = samples.length;
    bench.turn?.();
    await new Promise(setImmediate);
    expect(samples.length).toEqual(delivered);
    expect(bench.probe.pending?.() ?? []).toEqual([]);
  });

  test('may be stopped before it was started', ({ probe }) => probe.stop());
}

type Until = (isEnough: (samples: readonly Sample[]) => boolean) => Promise<readonly Sample[]>;

/** Starts the probe; the returned function gives what it has delivered, which goes on, as soon as that is enough. */
async function listen(bench: ProbeUnderTest): Promise<Until> {
  const samples: Sample[] = [];
  let wake = () => {};
  await bench.probe.start((sample) => {
    samples.push(sample);
    wake();
  });
  return async (isEnough) => {
    while (!isEnough(samples)) {
      const next = new Promise<void>((resolve) => {
        wake = resolve;
      });
      bench.turn?.();
      await next;
    }
    return samples;
  };
}

async function collect(bench: ProbeUnderTest, isEnough: Parameters<Until>[0]): Promise<readonly Sample[]> {
  const until = await listen(bench);
  return until(isEnough);
}

function isAnswer(sample: Sample): boolean {
  return sample.kind === 'counters' || sample.rttMs !== null;
}

/** Figures of a sample that no measurement can give. */
function faultsOf(sample: Sample): string[] {
  const { kind: _, source: __, ...figures } = sample;
  return Object.entries(figures).flatMap(([key, value]) => {
    if (typeof value === 'object')
      return value === null || isPair(value) ? [] : [`${key} is no pair of numbers`];
    return Number.isFinite(value) && value >= 0 ? [] : [`${key} is ${value}`];
  });
}

function isPair({ download, upload }: PerDirection<number>): boolean {
  return Number.isFinite(download) && Number.isFinite(upload);
}

function healthFaults({ state, engine, detail }: ProbeHealth): string[] {
  const isClause = (text: string) => text !== '' && !text.includes('\n');
  const isSilent = state === 'healthy' || state === 'starting';
  return [
    ...(isClause(engine) ? [] : ['engine is not one line']),
    ...(state === 'healthy' && detail !== '' ? ['healthy, yet has a detail'] : []),
    ...(isSilent || isClause(detail) ? [] : [`${state}, without a detail`]),
  ];
}

function pendingFaults(pending: readonly PendingProbe[], sources: readonly string[]): string[] {
  const isSorted = pending.every(({ sentAtMs }, index) => sentAtMs >= (pending[index - 1]?.sentAtMs ?? 0));
  const strangers = pending.flatMap(({ source }) => (sources.includes(source) ? [] : [`unknown ${source}`]));
  return [...(isSorted ? [] : ['not oldest first']), ...strangers];
}
