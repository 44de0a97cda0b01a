import type { RttSample, Sample } from '@wanctl/core';
import { describeProbe } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { IrttProbe } from '../src/index.js';
import { probeOf, startRelay, startServer, WITHOUT_IRTT } from './harness.js';

const withIrtt = describe.skipIf(WITHOUT_IRTT !== null);

/** Starts a probe and gives a way to wait for the next samples of which `count` suit. */
async function listen(probe: IrttProbe) {
  let hear = (_: RttSample) => {};
  await probe.start((sample: Sample) => sample.kind === 'rtt' && hear(sample));
  return (count: number, suits: (sample: RttSample) => boolean = () => true) =>
    new Promise<RttSample[]>((resolve) => {
      const heard: RttSample[] = [];
      hear = (sample) => {
        if (suits(sample) && heard.push(sample) === count) resolve(heard);
      };
    });
}

const isAnswer = ({ rttMs }: RttSample) => rttMs !== null;
const medianOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const waysOf = (samples: readonly RttSample[]) => ({
  download: medianOf(samples.map(({ oneWayMs }) => oneWayMs?.download ?? Number.NaN)),
  upload: medianOf(samples.map(({ oneWayMs }) => oneWayMs?.upload ?? Number.NaN)),
});

describeProbe(
  'IrttProbe',
  async () => {
    const servers = [await startServer(), await startServer()];
    const sources = servers.map(({ address }) => address);
    return {
      ...{ probe: probeOf(sources), sources },
      silence: () => servers.map(({ process }) => process.kill('SIGKILL')).forEach(() => {}),
    };
  },
  { describe: withIrtt, it, expect },
);

withIrtt('the irtt probe', () => {
  it('tells which way is the slow one', async () => {
    const { address } = await startServer();
    const relay = await startRelay(address);
    const next = await listen(probeOf([relay.address], { timeout_ms: 1000 }));
    const before = waysOf(await next(20, isAnswer));
    for (const slow of ['download', 'upload'] as const) {
      relay.delays[slow] = 200;
      await next(1, ({ rttMs }) => rttMs !== null && rttMs >= 200);
      const ways = waysOf(await next(20, isAnswer));
      relay.delays[slow] = 0;
      await next(1, ({ rttMs }) => rttMs !== null && rttMs < 200);
      const rises = { download: ways.download - before.download, upload: ways.upload - before.upload };
      const other = slow === 'download' ? 'upload' : 'download';
      expect(rises[slow] - rises[other]).toBeGreaterThan(100);
    }
  });

  it('goes on past the end of a test, and loses nothing', async () => {
    const { address } = await startServer('-d', '500ms');
    const relay = await startRelay(address);
    Object.assign(relay.delays, { download: 150, upload: 150 });
    const probe = probeOf([relay.address], { timeout_ms: 1000 });
    const samples = await (await listen(probe))(30);
    expect(samples.filter((sample) => !isAnswer(sample))).toEqual([]);
    expect(probe.health()).toEqual({ state: 'healthy', engine: 'irtt', detail: '' });
  });

  it('expects no more packets than the server lets pass', async () => {
    const { address } = await startServer('-i', '400ms');
    const samples = await (await listen(probeOf([address])))(5);
    expect(samples.filter((sample) => !isAnswer(sample))).toEqual([]);
  });

  it('hears a server again that comes back, and says which one is silent meanwhile', async () => {
    const [steady, other] = [await startServer(), await startServer()];
    const probe = probeOf([steady.address, other.address]);
    const next = await listen(probe);
    await next(1, ({ source, rttMs }) => source === other.address && rttMs !== null);
    other.process.kill('SIGKILL');
    await next(5, ({ source, rttMs }) => source === other.address && rttMs === null);
    expect(probe.health()).toMatchObject({
      state: 'reduced',
      detail: expect.stringMatching(`^no answer from ${other.address} \\(.*connection refused`),
    });
    await startServer('-b', other.address);
    await next(5, ({ source, rttMs }) => source === other.address && rttMs !== null);
    expect(probe.health()).toMatchObject({ state: 'healthy' });
  });

  it('says which server does not tell the ways apart', async () => {
    const { address } = await startServer('--tstamp=none');
    const probe = probeOf([address]);
    const [sample] = await (await listen(probe))(1, isAnswer);
    expect(sample).not.toHaveProperty('oneWayMs');
    expect(probe.health().engine).toBe(`irtt, no one-way delays of ${address}`);
  });
});
