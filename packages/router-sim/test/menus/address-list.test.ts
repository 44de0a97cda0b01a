import { ManualClock } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { createRouter } from '../../src/create-router.js';
import { boot } from '../../src/device/boot.js';
import { addRow } from '../../src/device/rows.js';

const ENTRY = { list: 'alive', address: '198.51.100.1' };

function setUp() {
  const clock = new ManualClock();
  const router = createRouter(clock);
  const table = router.tables['ip/firewall/address-list'];
  const add = (fields: Record<string, string>) => addRow(router, table, fields);
  return { clock, router, table, add };
}

it('keeps an entry with a timeout so long, in memory alone', async () => {
  const { clock, router, table, add } = setUp();
  add({ ...ENTRY, timeout: '1h5m' });
  add({ ...ENTRY, address: '198.51.100.2', timeout: '10m' });
  expect(router.flash.sectorsSinceReboot).toBe(0);
  await clock.advance(64 * 60_000);
  expect(table.rows.map(({ values }) => values['address'])).toEqual(['198.51.100.1']);
  await clock.advance(60_000);
  expect(table.rows).toEqual([]);
});

it('forgets it at a restart, and not what was added for good, which costs flash', () => {
  const { router, table, add } = setUp();
  add({ ...ENTRY, timeout: '1h' });
  add({ ...ENTRY, address: '198.51.100.2' });
  expect(router.flash.sectorsSinceReboot).toBeGreaterThan(0);
  boot(router, 0);
  expect(table.rows.map(({ values }) => values['address'])).toEqual(['198.51.100.2']);
});

it('refuses an address that is in the list, and leaves that as it was', () => {
  const { table, add } = setUp();
  add(ENTRY);
  expect(() => add({ ...ENTRY, timeout: '5m' })).toThrow('failure: already have such entry');
  expect(table.rows).toHaveLength(1);
});
