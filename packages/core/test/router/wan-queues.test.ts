import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Events, Telemetry, WanQueues } from '../../src/index.js';
import { ManualClock, MemoryRouter, RecordingLogger } from '../../src/testing/index.js';

function setUp(limits = { download: '100000000', upload: '20000000' }) {
  const clock = new ManualClock();
  const router = new MemoryRouter({
    'queue/tree': [
      { '.id': '*1', name: 'Down', 'max-limit': limits.download, queue: 'cake-down-wan' },
      { '.id': '*2', name: 'Up', 'max-limit': limits.upload, queue: 'cake-up-wan' },
    ],
    'queue/type': [
      { '.id': '*A', name: 'cake-down-wan' },
      { '.id': '*B', name: 'cake-up-wan' },
    ],
  });
  const logger = new RecordingLogger();
  const telemetry = new Telemetry();
  const queues = new WanQueues({
    wanName: 'wan',
    targets: {
      download: { queue: 'Down', type: 'cake-down-wan' },
      upload: { queue: 'Up', type: 'cake-up-wan' },
    },
    transport: router,
    clock,
    logger,
    events: new Events(),
    telemetry,
  });
  const want = async (download: number, upload: number) => {
    queues.want({ download, upload });
    await queues.settled();
  };
  const limitsOf = () => router.menus['queue/tree']?.map((row) => Number(row['max-limit']));
  return { clock, router, logger, telemetry, queues, want, limitsOf };
}

describe('wanted rates', () => {
  it('cost no request at all while the router has them', async () => {
    const { router, want } = setUp();
    await want(100e6, 20e6);
    expect(router.calls).toEqual(['read queue/tree']);
    await want(100e6, 20e6);
    expect(router.calls).toHaveLength(1);
  });

  it('are sent per direction, only where they differ', async () => {
    const { router, want } = setUp();
    await want(90e6, 20e6);
    expect(router.calls.slice(1)).toEqual(['set *1 name=Down max-limit=90000000']);
  });

  it('go out with the cut before the raise', async () => {
    const { router, want } = setUp();
    await want(110e6, 10e6);
    expect(router.calls.slice(1)).toEqual([
      'set *2 name=Up max-limit=10000000',
      'set *1 name=Down max-limit=110000000',
    ]);
  });

  it('treat an unlimited queue as above everything', async () => {
    const { router, want } = setUp({ download: '0', upload: '20000000' });
    await want(110e6, 25e6);
    expect(router.calls.slice(1)).toEqual([
      'set *1 name=Down max-limit=110000000',
      'set *2 name=Up max-limit=25000000',
    ]);
  });

  it('win over older ones that were never sent', async () => {
    const { router, queues, want, limitsOf } = setUp();
    await want(100e6, 20e6);
    let open = () => {};
    router.gate = () => new Promise((resolve) => (open = resolve));
    queues.want({ download: 90e6, upload: 20e6 });
    queues.want({ download: 80e6, upload: 20e6 });
    queues.want({ download: 70e6, upload: 20e6 });
    router.gate = null;
    open();
    await queues.settled();
    expect(router.calls.slice(1)).toEqual([
      'set *1 name=Down max-limit=90000000',
      'set *1 name=Down max-limit=70000000',
    ]);
    expect(limitsOf()).toEqual([70e6, 20e6]);
  });

  it('are limited in how often they rise, never in how often they fall', async () => {
    const { clock, want, limitsOf } = setUp();
    for (let step = 1; step <= 40; step += 1) await want(100e6 + step, 20e6);
    expect(limitsOf()?.[0]).toBe(100e6 + 1);
    for (let step = 1; step <= 40; step += 1) await want(100e6 - step, 20e6);
    expect(limitsOf()?.[0]).toBe(100e6 - 40);
    await clock.advance(300);
    await want(100e6 + 41, 20e6);
    expect(limitsOf()?.[0]).toBe(100e6 + 41);
  });
});

describe('the queue type', () => {
  it('is assigned with the next write when it differs, and not again', async () => {
    const { router, want } = setUp();
    Object.assign(router.menus['queue/tree']?.[0] ?? {}, { queue: 'default' });
    await want(90e6, 20e6);
    await want(80e6, 20e6);
    expect(router.calls).toEqual([
      'read queue/tree',
      'read queue/type',
      'set *1 name=Down max-limit=90000000 queue=cake-down-wan',
      'set *1 name=Down max-limit=80000000',
    ]);
  });

  it('is left alone when the router does not know it', async () => {
    const { router, want } = setUp();
    Object.assign(router.menus['queue/tree']?.[0] ?? {}, { queue: 'default' });
    router.menus['queue/type'] = [];
    await want(90e6, 20e6);
    expect(router.calls.at(-1)).toBe('set *1 name=Down max-limit=90000000');
  });
});

describe('faults', () => {
  it('of one write are followed by reading back, and what is still missing is sent', async () => {
    const { clock, router, want, queues, limitsOf } = setUp();
    await want(100e6, 20e6);
    router.fault = { kind: 'timeout', applies: true };
    await want(90e6, 10e6);
    expect(queues.behind).toBe(true);
    router.fault = null;
    await want(90e6, 10e6);
    expect(router.calls).toHaveLength(2);
    await clock.advance(3000);
    await want(90e6, 10e6);
    // The first had taken effect although the answer was lost: it is not written twice.
    expect(router.calls.slice(2)).toEqual(['read queue/tree', 'set *2 name=Up max-limit=10000000']);
    expect(queues.acceptedBps).toEqual({ download: 90e6, upload: 10e6 });
    expect(limitsOf()).toEqual([90e6, 10e6]);
  });

  it('never leave the belief ahead of the router', async () => {
    const { clock, router, want, queues } = setUp();
    await want(100e6, 20e6);
    router.fault = { kind: 'unreachable' };
    await want(90e6, 10e6);
    expect(queues.acceptedBps).toEqual({ download: 100e6, upload: 20e6 });
    router.fault = null;
    await clock.advance(1000);
    await want(80e6, 10e6);
    expect(queues.acceptedBps).toEqual({ download: 80e6, upload: 10e6 });
  });

  it('are told once, with the end', async () => {
    const { clock, router, want, logger } = setUp();
    router.fault = { kind: 'unreachable' };
    for (let turn = 0; turn < 20; turn += 1) {
      await want(90e6, 10e6);
      await clock.advance(10_000);
    }
    router.fault = null;
    await clock.advance(30_000);
    await want(90e6, 10e6);
    expect(logger.lines).toEqual([
      'error router: injected unreachable',
      expect.stringMatching(/^info router: fine again after \d+ failed attempts/),
    ]);
  });

  it('back off instead of asking a dead router every tick', async () => {
    const { clock, router, want } = setUp();
    router.fault = { kind: 'unreachable' };
    for (let second = 0; second < 120; second += 1) {
      await want(90e6, 10e6);
      await clock.advance(1000);
    }
    expect(router.calls.length).toBeLessThan(12);
  });
});

describe('what others do to the router', () => {
  it('is noticed within a minute, said, and set back', async () => {
    const { clock, router, want, limitsOf, logger } = setUp();
    await want(90e6, 20e6);
    Object.assign(router.menus['queue/tree']?.[0] ?? {}, { 'max-limit': '1000' });
    await clock.advance(60_000);
    await want(90e6, 20e6);
    expect(limitsOf()).toEqual([90e6, 20e6]);
    expect(logger.lines).toEqual([
      'warn router: the download limit was 90000000 bit/s and is now 1000; setting it back',
    ]);
  });

  it('is not looked for more than once a minute', async () => {
    const { clock, router, want } = setUp();
    for (let second = 0; second < 600; second += 1) {
      await want(100e6, 20e6);
      await clock.advance(1000);
    }
    expect(router.calls).toEqual(Array(10).fill('read queue/tree'));
  });
});

describe('any sequence of faults', () => {
  const kinds = [
    'unreachable',
    'timeout',
    'auth',
    'permission',
    'not-found',
    'rejected',
    'protocol',
  ] as const;
  const turn = fc.record({
    download: fc.integer({ min: 1, max: 5 }),
    upload: fc.integer({ min: 1, max: 5 }),
    fault: fc.option(fc.record({ kind: fc.constantFrom(...kinds), applies: fc.boolean() })),
    otherHand: fc.option(fc.integer({ min: 1, max: 5 })),
    newIds: fc.boolean(),
    waitMs: fc.integer({ min: 0, max: 20_000 }),
  });

  it('ends with the router, the belief and the wish in agreement', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 25 }), async (turns) => {
        const { clock, router, queues, want, limitsOf } = setUp();
        for (const { download, upload, fault, otherHand, newIds, waitMs } of turns) {
          router.fault = fault;
          const [row] = router.menus['queue/tree'] ?? [];
          if (row && otherHand !== null) row['max-limit'] = String(otherHand * 1e6);
          for (const each of router.menus['queue/tree'] ?? []) if (newIds) each['.id'] += '0';
          await want(download * 1e6, upload * 1e6);
          await clock.advance(waitMs);
        }
        router.fault = null;
        await clock.advance(60_000);
        await want(7e6, 8e6);
        expect(limitsOf()).toEqual([7e6, 8e6]);
        expect(queues.acceptedBps).toEqual({ download: 7e6, upload: 8e6 });
        expect(queues.behind).toBe(false);
      }),
    );
  });
});

describe('router objects', () => {
  it('are found again when their ids have changed', async () => {
    const { router, want, limitsOf, logger } = setUp();
    await want(100e6, 20e6);
    for (const row of router.menus['queue/tree'] ?? []) row['.id'] = `*F${row['.id']}`;
    await want(90e6, 20e6);
    expect(limitsOf()).toEqual([90e6, 20e6]);
    expect(logger.lines).toEqual([]);
  });

  it('are not mistaken for each other when a restart has exchanged their ids', async () => {
    const { router, want, limitsOf, logger } = setUp();
    await want(100e6, 20e6);
    const [down, up] = router.menus['queue/tree'] ?? [];
    Object.assign(down ?? {}, { '.id': '*2' });
    Object.assign(up ?? {}, { '.id': '*1' });
    await want(90e6, 20e6);
    expect(limitsOf()).toEqual([90e6, 20e6]);
    expect(router.calls.filter((call) => call.startsWith('set'))).toHaveLength(2);
    expect(logger.lines).toEqual([]);
  });

  it('that are missing are named together with what there is', async () => {
    const { router, want, logger } = setUp();
    router.menus['queue/tree']?.splice(1, 1, { '.id': '*9', name: 'Upp', 'max-limit': '0', queue: 'x' });
    await want(90e6, 10e6);
    expect(logger.lines).toEqual([
      'error router: the router has no queue tree entry "Up"; it has "Down", "Upp"',
    ]);
  });

  it('with an ambiguous name are refused', async () => {
    const { router, want, logger } = setUp();
    router.menus['queue/tree']?.push({ '.id': '*9', name: 'Up', 'max-limit': '0', queue: 'x' });
    await want(90e6, 10e6);
    expect(logger.lines[0]).toContain('2 queues named "Up"');
    expect(router.calls).toEqual(['read queue/tree']);
  });
});

describe('health', () => {
  it('tells what the router has not got yet, since when, and what it last accepted', async () => {
    const { clock, router, queues, want } = setUp();
    expect(queues.health()).toMatchObject({ waiting: [], acceptedAtMs: null, checkedAtMs: null });
    await clock.advance(100);
    router.fault = { kind: 'timeout' };
    await want(90e6, 20e6);
    await clock.advance(50);
    expect(queues.health()).toMatchObject({
      faults: { failures: 1, sinceMs: 100, last: { kind: 'timeout', atMs: 100 } },
      waiting: [
        { direction: 'download', sinceMs: 100 },
        { direction: 'upload', sinceMs: 100 },
      ],
    });
    router.fault = null;
    await clock.advance(5000);
    await want(90e6, 20e6);
    expect(queues.health()).toEqual({
      faults: { failures: 0, sinceMs: 100, last: { kind: 'timeout', atMs: 100 } },
      waiting: [],
      acceptedAtMs: 5150,
      checkedAtMs: 5150,
      asBelieved: true,
      budget: { used: 1, perHour: 5400, raiseEveryMs: expect.closeTo(200, 0) },
    });
  });

  it('tells of limits that were not as believed until they were looked at again', async () => {
    const { clock, router, queues, want } = setUp();
    await want(90e6, 20e6);
    Object.assign(router.menus['queue/tree']?.[0] ?? {}, { 'max-limit': '5000000' });
    await clock.advance(60_000);
    await want(90e6, 20e6);
    expect(queues.health().asBelieved).toBe(false);
    await clock.advance(60_000);
    await want(90e6, 20e6);
    expect(queues.health().asBelieved).toBe(true);
  });
});
