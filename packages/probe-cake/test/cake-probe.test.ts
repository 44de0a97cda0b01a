import { delay } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import { queueReaderOf } from '../src/index.js';
import { bench, pass, tick } from './harness.js';

const MINUTE = 60_000;

describe('reading', () => {
  it('makes one request each cadence for two WANs and a third asker, whenever they began', async () => {
    const { clock, telemetry, router, probe } = bench();
    router.gate = () => delay(clock, 20);
    const a = await probe('a');
    await clock.advance(170);
    const b = await probe('b');
    const reader = queueReaderOf(router, clock, telemetry);
    for (let asked = 0; asked < 100; asked += 1) {
      await clock.advance(100);
      await reader.read(500);
    }
    expect(router.calls).toHaveLength(Math.ceil(10_170 / 500));
    // Each read shows four queues, the first two of which are WAN a's.
    const reads = router.calls.map((_, index) => 4 * index);
    expect(a.samples.map(({ sequence }) => sequence)).toEqual(reads.flatMap((first) => [first, first + 1]));
    expect(b.samples.map(({ sequence }) => sequence)).toEqual(
      reads.flatMap((first) => [first + 2, first + 3]),
    );
  });

  it('delivers the counters of its own queues, each read once', async () => {
    const { clock, rows, probe } = bench();
    const { samples } = await probe('b');
    pass(rows[2], 1500);
    await clock.advance(500);
    expect(samples.map(({ source, atMs, bytes }) => [source, atMs, bytes])).toEqual([
      ['b-down', 0, 0],
      ['b-up', 0, 0],
      ['b-down', 500, 1500],
      ['b-up', 500, 0],
    ]);
  });

  it('never asks twice at a time, and lets a slow router rest as long as it took', async () => {
    const { clock, router, probe } = bench();
    let underWay = 0;
    let most = 0;
    router.gate = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await delay(clock, 1500);
      underWay -= 1;
    };
    await probe('a');
    await clock.advance(9000);
    expect(most).toBe(1);
    expect(router.calls).toHaveLength(4);
  });

  it('ends with stop, in the middle of a request too', async () => {
    const { clock, router, events, probe } = bench();
    router.gate = () => delay(clock, 20);
    const a = await probe('a');
    await a.probe.stop();
    await a.probe.stop();
    events.emit('tick', tick('a', 'RED'));
    await clock.advance(MINUTE);
    expect(a.samples).toEqual([]);
    expect(router.calls).toHaveLength(1);
  });

  it('leaves what others read alone after stop', async () => {
    const { clock, router, events, telemetry, probe } = bench();
    const a = await probe('a');
    await a.probe.stop();
    const reader = queueReaderOf(router, clock, telemetry);
    const before = await reader.read(500);
    events.emit('applied', { wan: 'a', direction: 'download', rateBps: 1, tookMs: 1 });
    expect(await reader.read(500)).toBe(before);
  });
});

describe('the cadence', () => {
  /** A probe that has learned on an idle line, and the number of reads in some time from then on. */
  async function learned() {
    const { probe, ...all } = bench();
    const a = await probe('a');
    await all.clock.advance(MINUTE);
    const readsIn = async (durationMs: number) => {
      all.router.calls.length = 0;
      await all.clock.advance(durationMs);
      return all.router.calls.length;
    };
    return { ...all, ...a, readsIn };
  }

  it('is fast in the first minute and slow on an idle line', async () => {
    const { router, readsIn } = await learned();
    expect(router.calls).toHaveLength(121);
    expect(await readsIn(20_000)).toBe(4);
  });

  it('does not stay fast for a queue that is missing', async () => {
    const { clock, router, rows, probe } = bench();
    rows.shift();
    await probe('a');
    await clock.advance(MINUTE);
    router.calls.length = 0;
    await clock.advance(20_000);
    expect(router.calls).toHaveLength(4);
  });

  it('is fast at once when its own WAN is not GREEN, until it is', async () => {
    const { events, clock, readsIn } = await learned();
    await clock.advance(1000);
    events.emit('tick', tick('b', 'RED'));
    expect(await readsIn(1000)).toBe(0);
    events.emit('tick', tick('a', 'YELLOW'));
    expect(await readsIn(1000)).toBe(3);
    events.emit('tick', tick('a', null));
    expect(await readsIn(5000)).toBe(10);
    events.emit('tick', tick('a', 'GREEN'));
    expect(await readsIn(5000)).toBe(1);
  });

  it('is fast while a queue carries half its limit', async () => {
    const { rows, readsIn, probe, clock } = await learned();
    pass(rows[1], 5 * 6.25e6);
    await clock.advance(5000);
    expect(probe.figures().upload).toMatchObject({ load: 0.5, rateBps: 5e7 });
    expect(await readsIn(500)).toBe(1);
    expect(probe.figures().upload?.load).toBe(0.25);
    expect(await readsIn(4500)).toBe(0);
  });
});

describe('a write to the queues', () => {
  it.each(['applied', 'write-failed'] as const)('drops what was read before (%s)', async (type) => {
    const { clock, events, telemetry, router, rows, probe } = bench();
    await probe('a');
    await clock.advance(100);
    const limit = async () => {
      const { queues } = await queueReaderOf(router, clock, telemetry).read(500);
      return queues.get('a-down')?.limitBps;
    };
    if (rows[0]) rows[0]['max-limit'] = '50000000';
    expect(await limit()).toBe(1e8);
    const write = { direction: 'download', rateBps: 5e7, tookMs: 1, error: 'timeout' } as const;
    events.emit(type, { wan: 'b', ...write });
    expect(await limit()).toBe(1e8);
    events.emit(type, { wan: 'a', ...write });
    expect(await limit()).toBe(5e7);
  });
});

describe('a router that fails', () => {
  it('is asked ever more seldom, told once, and told when it is over', async () => {
    const { clock, logger, router, probe } = bench();
    const a = await probe('a');
    await clock.advance(400);
    router.fault = { kind: 'timeout' };
    router.calls.length = 0;
    // At 500 ms, then 3, 6, 12, 24, 48, 60 and 60 s later each.
    await clock.advance(100 + 3000 + 6000);
    expect(a.probe.health()).toMatchObject({ state: 'reduced', detail: 'injected timeout' });
    expect(a.probe.figures()).toEqual({ download: null, upload: null });
    await clock.advance(12_000 + 24_000 + 48_000 + 60_000 + 60_000);
    expect(router.calls).toHaveLength(8);
    expect(a.probe.health()).toMatchObject({ state: 'collapsed', detail: 'injected timeout' });
    router.fault = null;
    await clock.advance(MINUTE);
    expect(a.probe.health()).toMatchObject({ state: 'healthy', detail: '' });
    expect(logger.lines).toEqual([
      'warn queue counters: injected timeout',
      'info queue counters: fine again',
    ]);
  });

  it('is asked neither sooner nor later because the zone is RED', async () => {
    const { clock, events, router, probe } = bench();
    router.fault = { kind: 'unreachable' };
    await probe('a');
    await clock.advance(1000);
    events.emit('tick', tick('a', 'RED'));
    await clock.advance(1900);
    expect(router.calls).toHaveLength(1);
    await clock.advance(100);
    expect(router.calls).toHaveLength(2);
  });

  it('gives no rate across the failure, behind which it may have started anew', async () => {
    const { clock, router, rows, probe } = bench();
    const a = await probe('a');
    await clock.advance(400);
    router.fault = { kind: 'timeout' };
    await clock.advance(100);
    router.fault = null;
    pass(rows[0], 1e6);
    await clock.advance(3000);
    expect(a.probe.figures().download).toMatchObject({ atMs: 3500, rateBps: null });
    await clock.advance(500);
    expect(a.probe.figures().download?.rateBps).toBe(0);
  });

  it('is told of by name when it lacks a queue', async () => {
    const { clock, logger, rows, probe } = bench();
    const [row] = rows.splice(1, 1);
    const a = await probe('a');
    await clock.advance(500);
    const detail = 'the router shows no counters of queue "a-up"';
    expect(a.probe.health()).toMatchObject({ state: 'reduced', detail });
    expect(a.samples.map(({ source }) => source)).toEqual(['a-down', 'a-down']);
    if (row) rows.push(row);
    await clock.advance(500);
    expect(a.probe.health().state).toBe('healthy');
    expect(logger.lines).toEqual([`warn queue counters: ${detail}`, 'info queue counters: fine again']);
  });
});

describe('the signals', () => {
  it('are told after a minute, and again when one moves later', async () => {
    const { clock, logger, rows, probe } = bench();
    const a = await probe('a');
    const [down] = rows;
    await clock.advance(1000);
    pass(down, 1e6);
    if (down) down['queued-bytes'] = '3028';
    await clock.advance(MINUTE - 1500);
    expect(logger.lines).toEqual([]);
    await clock.advance(500);
    const told = [
      'info queue "a-down": usable: bytes, packets, queued-bytes; never seen to move: dropped, queued-packets',
      'warn queue "a-up": no traffic seen',
    ];
    expect(logger.lines).toEqual(told);
    pass(down, 1e6);
    if (down) down['dropped'] = '1';
    await clock.advance(MINUTE);
    const usable = 'usable: bytes, packets, queued-bytes, dropped; never seen to move: queued-packets';
    expect(logger.lines).toEqual([...told, `info queue "a-down": ${usable}`]);
    expect(a.probe.health().engine).toBe(
      `queue counters by memory router; download ${usable}; upload no traffic seen`,
    );
  });
});
