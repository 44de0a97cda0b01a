import { type Sample, Telemetry } from '@wanctl/core';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { Resolve } from '../src/address-book.js';
import type { Egress } from '../src/egress/egress.js';
import { Measurement, type MeasurementParts } from '../src/measurement.js';
import { FakeEngine } from './fake-engine.js';
import { planOf, UNBOUND } from './plan.js';

const RIGHT_WAY: Egress = { problem: () => '', deviceIndex: () => 0 };

const noNames: Resolve = async (host) => {
  throw new Error(`ENOTFOUND ${host}`);
};

function setUp(hosts: string[], resolve: Resolve = noNames, change: Partial<MeasurementParts> = {}) {
  const clock = new ManualClock();
  const engine = new FakeEngine();
  const samples: Sample[] = [];
  const logger = new RecordingLogger();
  const measurement = new Measurement({
    ...{
      engine,
      hosts,
      size: { active: hosts.length, kept: hosts.length },
      timeoutMs: 1000,
      resolve,
      clock,
      logger,
    },
    ...{ pace: { intervalMs: 300 }, binding: UNBOUND, ports: [443], egress: RIGHT_WAY },
    telemetry: new Telemetry(),
    sink: (sample) => samples.push(sample),
    ...change,
  });
  return { clock, engine, samples, logger, measurement };
}

describe('Measurement', () => {
  it('spreads the hosts evenly over the interval', async () => {
    const { engine, measurement } = setUp(['192.0.2.1', '192.0.2.2', '2001:DB8:0::3']);
    await measurement.start();
    expect(engine.plans).toEqual([
      planOf([
        { host: '192.0.2.1', address: '192.0.2.1', offsetMs: 0, intervalMs: 300 },
        { host: '192.0.2.2', address: '192.0.2.2', offsetMs: 100, intervalMs: 300 },
        { host: '2001:DB8:0::3', address: '2001:db8::3', offsetMs: 200, intervalMs: 300 },
      ]),
    ]);
  });

  it('delivers samples and tells what is under way', async () => {
    const { engine, samples, measurement } = setUp(['192.0.2.1']);
    await measurement.start();
    engine.sent('192.0.2.1', 0, 0);
    expect(measurement.pending()).toEqual([{ source: '192.0.2.1', sentAtMs: 0 }]);
    engine.answered('192.0.2.1', 0, 0, 12);
    expect(samples).toMatchObject([{ source: '192.0.2.1', sentAtMs: 0, rttMs: 12 }]);
    expect(measurement.pending()).toEqual([]);
  });

  it('is starting, healthy, reduced and collapsed as hosts answer and fall silent', async () => {
    const { clock, engine, measurement } = setUp(['192.0.2.1', '192.0.2.2']);
    const answer = (host: string) => {
      engine.sent(host, 0, clock.now());
      engine.answered(host, 0, clock.now(), 1);
    };
    await measurement.start();
    expect(measurement.health()).toEqual({ state: 'starting', engine: 'fake engine', detail: '' });
    answer('192.0.2.1');
    expect(measurement.health().state).toBe('healthy');
    await clock.advance(1900);
    answer('192.0.2.1');
    expect(measurement.health()).toMatchObject({ state: 'healthy' });
    await clock.advance(1);
    expect(measurement.health()).toMatchObject({ state: 'reduced', detail: 'no answer from 192.0.2.2' });
    engine.trouble = 'sending fails';
    await clock.advance(1900);
    expect(measurement.health()).toMatchObject({
      state: 'collapsed',
      detail: 'no answer from 192.0.2.1, 192.0.2.2; sending fails',
    });
    answer('192.0.2.2');
    answer('192.0.2.1');
    expect(measurement.health()).toMatchObject({ state: 'healthy', detail: '' });
  });

  it('begins with the addresses, and lets names join as they are resolved', async () => {
    const answers: Record<string, string[]> = {};
    const resolve: Resolve = async (host) => answers[host] ?? noNames(host);
    const { clock, engine, logger, measurement } = setUp(['one.example', '192.0.2.2'], resolve);
    const addresses = () => engine.plans.at(-1)?.targets.map(({ address }) => address);
    await measurement.start();
    await clock.advance(5000);
    expect(addresses()).toEqual(['192.0.2.2']);
    expect(measurement.health().detail).toContain('one.example (name not resolved)');
    answers['one.example'] = ['192.0.2.1'];
    await clock.advance(10_000);
    expect(addresses()).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(logger.lines).toEqual([
      'warn cannot resolve one.example yet: ENOTFOUND one.example; trying again',
    ]);
  });

  it('moves to another address only when the old one is gone or silent', async () => {
    let addresses = ['192.0.2.1', '192.0.2.2'];
    const { clock, engine, measurement } = setUp(['one.example'], async () => addresses);
    const talk = async (durationMs: number) => {
      for (let passedMs = 0; passedMs < durationMs; passedMs += 1000) {
        engine.sent('one.example', 0, clock.now());
        engine.answered('one.example', 0, clock.now(), 1);
        await clock.advance(1000);
      }
    };
    await measurement.start();
    await clock.advance(0);
    addresses = ['192.0.2.2', '192.0.2.1'];
    await talk(700_000);
    expect(engine.plans.map(({ targets }) => targets[0]?.address)).toEqual(['192.0.2.1']);
    await clock.advance(45_000);
    expect(engine.plans.at(-1)?.targets[0]?.address).toBe('192.0.2.2');
    addresses = ['192.0.2.9'];
    await talk(700_000);
    expect(engine.plans.at(-1)?.targets[0]?.address).toBe('192.0.2.9');
  });

  it('tries an engine again that does not start, and says so once', async () => {
    const { clock, engine, logger, measurement } = setUp(['192.0.2.1']);
    engine.startError = new Error('EMFILE');
    await measurement.start();
    await clock.advance(25_000);
    expect(measurement.health()).toMatchObject({
      state: 'collapsed',
      detail: 'no answer from 192.0.2.1; EMFILE',
    });
    expect(logger.lines).toEqual(['warn fake engine does not start: EMFILE']);
    engine.startError = undefined;
    await clock.advance(10_000);
    expect(engine.running).toBe(true);
  });

  it('leaves nothing behind when stopped while it starts', async () => {
    const { engine, measurement } = setUp(['192.0.2.1']);
    const started = measurement.start();
    await measurement.stop();
    await started;
    expect(engine.running).toBe(false);
  });

  it('leaves nothing behind when stopped, twice or while a name is being resolved', async () => {
    let resolved = (_: string[]) => {};
    const { clock, engine, samples, measurement } = setUp(
      ['192.0.2.1', 'one.example'],
      () =>
        new Promise((resolve) => {
          resolved = resolve;
        }),
    );
    await measurement.start();
    engine.sent('192.0.2.1', 0, 0);
    await measurement.stop();
    await measurement.stop();
    resolved(['192.0.2.2']);
    await clock.advance(60_000);
    expect(engine.running).toBe(false);
    expect(engine.plans).toHaveLength(1);
    expect(samples).toEqual([]);
  });

  it('sets a bad reflector aside, brings in a spare, and takes it back after three trials', async () => {
    const hosts = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5'];
    const { clock, engine, samples, logger, measurement } = setUp(hosts, noNames, {
      size: { active: 4, kept: 3 },
    });
    const paceOf = (host: string) =>
      engine.plans.at(-1)?.targets.find((target) => target.host === host)?.intervalMs;
    let isDead = true;
    /** Lets the hosts answer, each at the pace that it is probed at. */
    const live = async (durationMs: number) => {
      for (const endMs = clock.now() + durationMs; clock.now() < endMs; await clock.advance(300)) {
        for (const { host, intervalMs } of engine.plans.at(-1)?.targets ?? []) {
          if (clock.now() % intervalMs !== 0) continue;
          engine.sent(host, clock.now(), clock.now());
          if (host !== hosts[0] || !isDead) engine.answered(host, clock.now(), clock.now(), 20);
        }
      }
    };
    await measurement.start();
    await live(12_000);
    expect(logger.lines).toEqual([
      expect.stringMatching(/^warn reflector 192.0.2.1 is set aside: loss \d+ %/),
    ]);
    expect(hosts.map(paceOf)).toEqual([30_000, 300, 300, 300, 300]);
    expect(measurement.health()).toMatchObject({ state: 'healthy', detail: '' });
    expect([...measurement.figures().keys()]).toEqual(hosts.slice(1));
    samples.length = 0;
    isDead = false;
    await live(48_000);
    expect(samples.some(({ source }) => source === hosts[0])).toBe(false);
    expect(samples.some(({ source }) => source === hosts[4])).toBe(true);
    await live(60_000);
    expect(hosts.map(paceOf)).toEqual([300, 300, 300, 300, undefined]);
    expect(logger.lines.at(-1)).toBe('warn reflector 192.0.2.1 answers again');
  });

  it('is reduced when a bad reflector has no substitute', async () => {
    const hosts = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'];
    const size = { active: 4, kept: 3 };
    const { clock, engine, measurement } = setUp(hosts, noNames, { size });
    await measurement.start();
    for (let turn = 0; turn < 40; turn += 1) {
      for (const host of hosts) engine.sent(host, turn, clock.now());
      for (const host of hosts.slice(1)) engine.answered(host, turn, clock.now(), 20);
      await clock.advance(300);
    }
    expect(measurement.health()).toMatchObject({ state: 'reduced', detail: 'set aside: 192.0.2.1' });
    expect(measurement.pending().some(({ source }) => source === hosts[0])).toBe(false);
  });

  it('says that probes leave by the wrong WAN, once, and is reduced while they do', async () => {
    let problem = 'probes leave by the wrong WAN';
    const egress: Egress = { problem: () => problem, deviceIndex: () => 0 };
    const { clock, engine, logger, measurement } = setUp(['192.0.2.1'], noNames, { egress });
    await measurement.start();
    await clock.advance(29_000);
    engine.sent('192.0.2.1', 0, clock.now());
    engine.answered('192.0.2.1', 0, clock.now(), 1);
    expect(measurement.health()).toMatchObject({ state: 'reduced', detail: problem });
    expect(logger.lines).toEqual([`warn ${problem}`]);
    problem = '';
    await clock.advance(1000);
    expect(measurement.health()).toMatchObject({ state: 'healthy', detail: '' });
  });

  it('starts the engine anew when the interface that it is bound to was replaced', async () => {
    let index = 2;
    const egress: Egress = { problem: () => '', deviceIndex: () => index };
    const { clock, engine, measurement } = setUp(['192.0.2.1'], noNames, { egress });
    await measurement.start();
    await clock.advance(25_000);
    expect(engine.plans).toHaveLength(1);
    index = 3;
    await clock.advance(25_000);
    expect(engine.plans).toHaveLength(2);
  });
});
