import { expectGoodError } from './expect-good-error.js';
import { changeOf, essence, MENU, NAMES, rejection, rowOf } from './fixture.js';
import type { Suite } from './under-test.js';

/** Tests of `read`. */
export function testReads(suite: Suite): void {
  const { test, expect, has } = suite;
  test('gives all rows in order, every value as text', async ({ transport, router }) => {
    const rows = await transport.read({ menu: MENU });
    expect(rows.map(essence)).toEqual(router.rows(MENU).map(essence));
    expect(rows.flatMap(Object.values<unknown>).filter((value) => typeof value !== 'string')).toEqual([]);
  });

  test('finds exactly the row of a name, however it is written', async ({ transport, router }) => {
    for (const name of NAMES) {
      const rows = await transport.read({ menu: MENU, match: { name }, fields: ['max-limit', 'comment'] });
      expect(rows.map((row) => essence({ name, ...row }))).toEqual([essence(rowOf(router, name))]);
    }
  });

  test('gives only rows that have all properties of the match', async ({ transport }) => {
    const count = async (comment: string) =>
      (await transport.read({ menu: MENU, match: { name: 'a.b', comment }, fields: ['name'] })).length;
    expect([await count('of a.b'), await count('of axb'), await count('')]).toEqual([1, 0, 0]);
  });

  test('sees what somebody else has changed', async ({ transport, router }) => {
    const { id } = changeOf(router, 'WAN', {});
    const read = () => transport.read({ menu: MENU, match: { name: 'WAN' }, fields: ['max-limit'] });
    await read();
    router.set(MENU, id, { 'max-limit': '77000000' });
    expect((await read()).map((row) => row['max-limit'])).toEqual(['77000000']);
  });

  test('gives a singleton menu as one row without an id', async ({ transport, router }) => {
    const rows = await transport.read({ menu: 'system/resource', fields: ['version'] });
    const version = router.rows('system/resource')[0]?.['version'];
    expect(rows.map((row) => [row['.id'], row['version']])).toEqual([[undefined, version]]);
  });

  test('gives as many calls at once each their own answer', async ({ transport, router }) => {
    const reads = NAMES.map((name) => transport.read({ menu: MENU, match: { name }, fields: ['max-limit'] }));
    const [change, answers] = await Promise.all([
      transport.apply([changeOf(router, 'WAN', { comment: 'meanwhile' })]),
      Promise.all(reads),
    ]);
    expect(change).toEqual([{ status: 'applied' }]);
    expect(answers.map((rows) => rows.map((row) => row['max-limit']))).toEqual(
      NAMES.map((name) => [rowOf(router, name)['max-limit']]),
    );
  });

  if (!has('menu-checks')) return;
  test('says not-found for a menu that does not exist', async ({ transport }) => {
    expectGoodError(suite, await rejection(transport.read({ menu: 'no/such-menu' })), 'not-found');
  });
}
