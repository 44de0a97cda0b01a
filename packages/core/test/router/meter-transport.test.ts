import { expect, it } from 'vitest';
import { meterTransport, Telemetry } from '../../src/index.js';
import { ManualClock, MemoryRouter } from '../../src/testing/index.js';

function setUp() {
  const clock = new ManualClock();
  const telemetry = new Telemetry();
  const router = new MemoryRouter({ 'queue/tree': [{ '.id': '*1', name: 'Down' }] });
  return { clock, telemetry, router, metered: meterTransport(router, 'rest', telemetry, clock) };
}

it('notes what each call took by kind and transport, and counts requests', async () => {
  const { clock, telemetry, router, metered } = setUp();
  const change = { menu: 'queue/tree', id: '*1', set: { 'max-limit': '1' } };
  let answer = () => {};
  router.gate = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const reading = metered.read({ menu: 'queue/tree' });
  await clock.advance(40);
  answer();
  expect(await reading).toHaveLength(1);
  router.gate = null;
  expect(await metered.apply([change, change])).toEqual([{ status: 'applied' }, { status: 'applied' }]);
  await metered.run({ menu: 'system', name: 'beep' });
  const { stages, counters } = telemetry.snapshot();
  expect(Object.keys(stages)).toEqual(['read.rest', 'write.rest', 'run.rest']);
  expect(stages['read.rest']?.max).toBeCloseTo(40, -1);
  expect(counters).toEqual({ requests: 4 });
});

it('notes calls that fail, and hands the failure on', async () => {
  const { telemetry, router, metered } = setUp();
  router.fault = { kind: 'timeout' };
  await expect(metered.read({ menu: 'queue/tree' })).rejects.toThrow('injected timeout');
  expect(telemetry.snapshot().stages['read.rest']?.count).toBe(1);
});
