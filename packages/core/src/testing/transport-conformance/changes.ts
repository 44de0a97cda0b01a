import type { Change } from '../../transport.js';
import { asTransportError } from '../../transport-error.js';
import { expectGoodError } from './expect-good-error.js';
import { changeOf, liesAbout, MENU, NAMES, rejection, rowOf, threeChanges, wordsOf } from './fixture.js';
import type { Suite, TransportUnderTest } from './under-test.js';

/** Tests of `apply` while the connection is well. */
export function testChanges(suite: Suite): void {
  const { test, expect, has } = suite;
  test('makes changes in order and answers each', async ({ transport, router }) => {
    const limits = ['3000000', '9000000', '5000000'];
    const changes = limits.map((limit) =>
      changeOf(router, 'WAN', { 'max-limit': limit, comment: `is ${limit}` }),
    );
    expect(await transport.apply(changes)).toEqual(limits.map(() => ({ status: 'applied' })));
    const { 'max-limit': limit, comment } = rowOf(router, 'WAN');
    expect([limit, comment]).toEqual(['5000000', 'is 5000000']);
    expect(await transport.apply([])).toEqual([]);
  });

  test('writes any text as it is', async ({ transport, router }) => {
    await transport.apply(NAMES.map((name) => changeOf(router, name, { comment: `now ${name}` })));
    expect(router.rows(MENU).map((row) => row['comment'])).toEqual(NAMES.map((name) => `now ${name}`));
  });

  test('goes on after an object that does not exist, and knows that nothing was changed', async (bench) => {
    const outcomes = await applyAround(bench, { menu: MENU, id: '*DEAD', set: { comment: 'x' } });
    expect(wordsOf(outcomes)).toEqual(['applied', 'not-found', 'applied']);
    if (outcomes[1]?.status === 'failed') expectGoodError(suite, outcomes[1].error, 'not-found');
  });

  test('goes on after what is no menu and no id', async (bench) => {
    const outcomes = await applyAround(bench, { menu: 'No Menu', id: '', set: { comment: 'x' } });
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'failed', 'applied']);
  });

  if (has('value-checks')) {
    test('goes on after a value that the router refuses', async (bench) => {
      const change = changeOf(bench.router, 'WAN', { 'max-limit': 'much' });
      expect(wordsOf(await applyAround(bench, change))).toEqual(['applied', 'rejected', 'applied']);
    });
  }

  if (!has('read-only')) return;
  test('says permission for each change of a user who may only read', async ({ transport, router }) => {
    await router.fault('read-only');
    const outcomes = await transport.apply(threeChanges(router));
    expect(wordsOf(outcomes)).toEqual(['permission', 'permission', 'permission']);
    expect(liesAbout(outcomes, router)).toEqual([]);
    if (outcomes[0]?.status === 'failed') expectGoodError(suite, outcomes[0].error, 'permission');
    expect((await transport.read({ menu: MENU })).length).toEqual(NAMES.length);
  });
}

/** Tests of `run`. */
export function testCommands({ test, expect }: Suite): void {
  test('runs a command with its arguments', async ({ transport, router }) => {
    const { id } = changeOf(router, 'a;b', {});
    expect(await transport.run({ menu: MENU, name: 'disable', arguments: { '.id': id } })).toEqual([]);
    expect(router.rows(MENU).flatMap((row) => (row['disabled'] === 'true' ? [row['.id']] : []))).toEqual([
      id,
    ]);
  });

  test('rejects a command that does not exist', async ({ transport }) => {
    const error = asTransportError(await rejection(transport.run({ menu: MENU, name: 'no-such-command' })));
    expect(['rejected', 'not-found'].includes(error.kind)).toEqual(true);
  });
}

/** Applies a change between two good ones, which must both have happened. */
async function applyAround({ transport, router }: TransportUnderTest, change: Change) {
  const [first, last] = [
    changeOf(router, 'a.b', { comment: 'first' }),
    changeOf(router, 'axb', { comment: 'last' }),
  ];
  return transport.apply([first, change, last]);
}
