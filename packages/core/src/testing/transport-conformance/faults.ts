import type { ChangeOutcome } from '../../transport.js';
import { asTransportError, type TransportErrorKind } from '../../transport-error.js';
import { expectGoodError } from './expect-good-error.js';
import { liesAbout, MENU, NAMES, rejection, threeChanges, wordsOf } from './fixture.js';
import type { Suite, TransportFault } from './under-test.js';

/** Faults of the connection, and what a call must say about each. */
export const CONNECTION_FAULTS: readonly (readonly [TransportFault, TransportErrorKind])[] = [
  ['login-refused', 'auth'],
  ['silence', 'timeout'],
  ['disconnect', 'unreachable'],
  ['answer-lost', 'unreachable'],
  ['nonsense', 'protocol'],
];

/** Faults that leave a change that was sent in doubt. */
const IN_DOUBT: readonly TransportFault[] = ['silence', 'answer-lost'];

/** Tests of what calls say while a fault lasts, and of what comes after it. */
export function testFault(suite: Suite, fault: TransportFault, kind: TransportErrorKind): void {
  const { test, expect, has } = suite;
  test(`a read says ${kind}, and the next is fine`, async ({ transport, router }) => {
    await router.fault(fault);
    const error = await rejection(transport.read({ menu: MENU }));
    expectGoodError(suite, error, kind);
    expect(asTransportError(error).mayHaveApplied).toEqual(false);
    await router.fault(null);
    expect((await transport.read({ menu: MENU })).length).toEqual(NAMES.length);
  });

  test(`changes say ${kind}, then skipped, and the truth`, async ({ transport, router }) => {
    await router.fault(fault);
    const outcomes = await transport.apply(threeChanges(router));
    expect(liesAbout(outcomes, router)).toEqual([]);
    const error = expectStopped(suite, outcomes);
    expectGoodError(suite, error, kind);
    if (IN_DOUBT.includes(fault)) expect(asTransportError(error).mayHaveApplied).toEqual(true);
    await router.fault(null);
    expect(wordsOf(await transport.apply(threeChanges(router)))).toEqual(['applied', 'applied', 'applied']);
  });

  if (!has('commands')) return;
  test(`a command says ${kind}`, async ({ transport, router }) => {
    await router.fault(fault);
    expectGoodError(suite, await rejection(transport.run({ menu: MENU, name: 'reset-counters' })), kind);
  });
}

/** Tests of `close`, and of the description. */
export function testClose(suite: Suite): void {
  const { test, expect, has, secrets } = suite;
  test('no call gets through after it', async ({ transport, router }) => {
    await transport.read({ menu: MENU });
    await transport.close();
    expectGoodError(suite, await rejection(transport.read({ menu: MENU })), 'unreachable');
    const outcomes = await transport.apply(threeChanges(router));
    expect(wordsOf(outcomes)).toEqual(['unreachable', 'skipped', 'skipped']);
    expect(liesAbout(outcomes, router)).toEqual([]);
    if (!has('commands')) return;
    const command = { menu: MENU, name: 'reset-counters' };
    expectGoodError(suite, await rejection(transport.run(command)), 'unreachable');
  });

  if (has('silence')) {
    test('it ends the calls under way', async ({ transport, router }) => {
      await router.fault('silence');
      const read = rejection(transport.read({ menu: MENU }));
      const apply = transport.apply(threeChanges(router));
      await transport.close();
      expectGoodError(suite, await read, asTransportError(await read).kind);
      expectStopped(suite, await apply);
    });
  }

  test('the description is one line without secrets', async ({ transport: { description } }) => {
    expect(description.split('\n').map((line) => line.length > 0)).toEqual([true]);
    expect(secrets.filter((secret) => description.includes(secret))).toEqual([]);
  });
}

/** Expects that a list of changes stopped at its first, with a connection fault; gives that one's error. */
function expectStopped({ expect, has }: Suite, outcomes: readonly ChangeOutcome[]): unknown {
  const [first, ...rest] = wordsOf(outcomes);
  const alsoSent = has('one-by-one') ? [] : [first];
  expect(rest.filter((word) => ![...alsoSent, 'skipped'].includes(word))).toEqual([]);
  return outcomes[0]?.status === 'failed' ? outcomes[0].error : new Error(`the first change is ${first}`);
}
