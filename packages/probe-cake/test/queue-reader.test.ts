import { delay, Telemetry } from '@wanctl/core';
import { ManualClock, MemoryRouter } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { queueReaderOf } from '../src/index.js';
import { pass, queueRow } from './harness.js';

/** A router that takes 20 ms to answer, and its reader. */
function setUp() {
  const clock = new ManualClock();
  const telemetry = new Telemetry();
  const row = queueRow('q');
  const router = new MemoryRouter({ 'queue/tree': [row] });
  router.gate = () => delay(clock, 20);
  const reader = queueReaderOf(router, clock, telemetry);
  /** Reads and lets the router answer. */
  async function readNow(maxAgeMs: number) {
    const read = reader.read(maxAgeMs);
    await clock.advance(20);
    return read;
  }
  return { clock, telemetry, row, router, reader, readNow };
}

describe('QueueReader', () => {
  it('is one for each transport', () => {
    const { clock, telemetry, router, reader } = setUp();
    expect(queueReaderOf(router, clock, telemetry)).toBe(reader);
    expect(queueReaderOf(new MemoryRouter({}), clock, telemetry)).not.toBe(reader);
  });

  it('lets whoever comes while a request is under way join it', async () => {
    const { clock, router, reader } = setUp();
    const first = reader.read(0);
    await clock.advance(10);
    const second = reader.read(0);
    await clock.advance(10);
    expect(await second).toBe(await first);
    expect(router.calls).toHaveLength(1);
  });

  it('gives what was asked for lately enough, by the age that the asker wants', async () => {
    const { clock, router, reader, readNow } = setUp();
    const first = await readNow(500);
    await clock.advance(479);
    expect(await reader.read(500)).toBe(first);
    await clock.advance(1);
    expect(await reader.read(501)).toBe(first);
    expect((await readNow(500)).startedAtMs).toBe(500);
    expect(router.calls).toHaveLength(2);
  });

  it('sends a new request after a drop', async () => {
    const { row, reader, readNow } = setUp();
    await readNow(500);
    pass(row, 1500);
    reader.drop();
    expect((await readNow(500)).queues.get('q')?.sample.bytes).toBe(1500);
  });

  it('neither lets anybody join nor keeps a request that was sent before the drop', async () => {
    const { clock, router, reader } = setUp();
    const before = reader.read(500);
    await clock.advance(10);
    reader.drop();
    const after = [reader.read(500), reader.read(500)];
    await clock.advance(10);
    expect((await before).startedAtMs).toBe(0);
    await clock.advance(20);
    expect((await Promise.all(after)).map(({ startedAtMs }) => startedAtMs)).toEqual([20, 20]);
    expect(router.calls).toHaveLength(2);
  });

  it('tells all who wait of a failure, and keeps nothing from before it', async () => {
    const { clock, router, reader, readNow } = setUp();
    await readNow(500);
    router.fault = { kind: 'unreachable' };
    await clock.advance(500);
    const both = Promise.allSettled([reader.read(500), reader.read(500)]);
    await clock.advance(20);
    expect(await both).toMatchObject([
      { reason: { kind: 'unreachable' } },
      { reason: { kind: 'unreachable' } },
    ]);
    router.fault = null;
    expect(await readNow(60_000)).toMatchObject({ startedAtMs: 540 });
  });

  it('counts what it sent and saved, and how old its answers were', async () => {
    const { clock, telemetry, reader, readNow } = setUp();
    const joined = Promise.all([readNow(500), reader.read(500)]);
    await joined;
    await clock.advance(290);
    await reader.read(500);
    const { counters, stages } = telemetry.snapshot();
    expect(counters).toEqual({ 'queue-reads.sent': 1, 'queue-reads.joined': 1, 'queue-reads.cached': 1 });
    expect(stages['queue-read']?.max).toBeCloseTo(20, 0);
    expect(stages['queue-age']?.max).toBeCloseTo(300, -1);
  });
});
