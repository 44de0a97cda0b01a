import { isWanctlError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { StateStore } from '../state-store.js';
import type { TestRunner } from './transport-conformance/under-test.js';

/** An empty store that knows the documents and locks `one` and `two`. */
export interface StateStoreUnderTest {
  readonly store: StateStore;
  /** Another store on the same place, as after a restart; absent when nothing outlives the store. */
  reopen?(): StateStore;
  /** Spoils the document as it lies in its place; absent when nobody could. */
  damage?(name: string): Promise<void>;
  /** Makes another living process hold the lock; absent when no other process could. */
  lockElsewhere?(name: string): Promise<void>;
  /** Gives a lock that the store has taken to another process; absent when no lock can be lost. */
  loseLock?(name: string): Promise<void>;
  /** Ends it and removes what it left. */
  close?(): Promise<void>;
}

/** Gives a new empty store, as often as there are tests. */
export type OpenStateStore = () => Promise<StateStoreUnderTest>;

interface Suite extends Pick<TestRunner, 'expect'> {
  test(name: string, body: (bench: StateStoreUnderTest) => Promise<void>): void;
}

/** Values that are easily mangled on the way. */
const DOCUMENT: JsonObject = {
  text: 'Überlauf ↓ 🚀 "quoted" \\ \n',
  numbers: [0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER],
  others: [true, false, null, {}, []],
  deep: { __proto: { 'a.b': { '': 'empty key' } } },
};

/** Checks that a store keeps the `StateStore` contract, with tests that it defines in the given runner. */
export function describeStateStore(
  name: string,
  open: OpenStateStore,
  { describe, it, expect }: TestRunner,
): void {
  const test: Suite['test'] = (title, body) =>
    it(title, async () => {
      const bench = await open();
      await body(bench).finally(() => bench.close?.());
    });
  describe(`${name}: the contract of a state store`, () => {
    testDocuments({ test, expect });
    testDurability({ test, expect });
    testLocks({ test, expect });
  });
}

function testDocuments({ test, expect }: Suite): void {
  test('has nothing at first, then what was saved, to the bit', async ({ store }) => {
    expect(await store.load('one')).toEqual(null);
    await store.save('one', DOCUMENT);
    expect(await store.load('one')).toEqual(DOCUMENT);
    expect(await store.load('two')).toEqual(null);
  });

  test('replaces the whole document', async ({ store }) => {
    await store.save('one', { old: 1, both: 1 });
    await store.save('one', { both: 2 });
    expect(await store.load('one')).toEqual({ both: 2 });
  });

  test('keeps the document as it was at the call', async ({ store }) => {
    const document = { rates: [1] };
    await store.save('one', document);
    document.rates.push(2);
    expect(await store.load('one')).toEqual({ rates: [1] });
  });

  test('ends up with the newest of many saves at once', async ({ store }) => {
    await Promise.all([1, 2, 3, 4, 5].map((turn) => store.save('one', { turn })));
    expect(await store.load('one')).toEqual({ turn: 5 });
  });
}

function testDurability({ test, expect }: Suite): void {
  test('finds it again after a restart', async ({ store, reopen }) => {
    await store.save('one', DOCUMENT);
    expect(await (reopen?.() ?? store).load('one')).toEqual(DOCUMENT);
  });

  test('gives the last good copy of a damaged document, and goes on', async ({ store, damage }) => {
    await store.save('one', { turn: 1 });
    await store.save('one', { turn: 2 });
    if (!damage) return;
    await damage('one');
    const { turn } = (await store.load('one')) ?? {};
    expect(turn === 1 || turn === 2).toEqual(true);
    await store.save('one', { turn: 3 });
    expect(await store.load('one')).toEqual({ turn: 3 });
  });
}

function testLocks({ test, expect }: Suite): void {
  test('gives the lock back when released, once or twice, and can take it again', async ({ store }) => {
    const lock = await store.lock('one');
    const other = await store.lock('two');
    await lock.release();
    await lock.release();
    await (await store.lock('one')).release();
    await other.release();
  });

  test('has a lock until it is given back', async ({ store }) => {
    const lock = await store.lock('one');
    expect(lock.held()).toEqual(true);
    await lock.release();
    expect(lock.held()).toEqual(false);
  });

  test('tells that a lock is lost, for good, and saves nothing more over the next holder', async (bench) => {
    const { store, loseLock } = bench;
    const lock = await store.lock('one');
    await store.save('one', { turn: 1 });
    if (!loseLock) return;
    await loseLock('one');
    expect(await codeOf(store.save('one', { turn: 2 }))).toEqual('ERR_STATE_LOCKED');
    await lock.lost;
    expect(lock.held()).toEqual(false);
    expect(await codeOf(store.save('one', { turn: 3 }))).toEqual('ERR_STATE_LOCKED');
    expect(await store.load('one')).toEqual({ turn: 1 });
    await lock.release();
  });

  test('refuses a lock that another living process holds', async (bench) => {
    if (!bench.lockElsewhere) return;
    await bench.lockElsewhere('one');
    expect(await codeOf(bench.store.lock('one'))).toEqual('ERR_STATE_LOCKED');
    await (await bench.store.lock('two')).release();
  });
}

/** The code of the `WanctlError` that a call is rejected with; null when it is not. */
function codeOf(call: Promise<unknown>): Promise<string | null> {
  return call.then(
    () => null,
    (error: unknown) => (isWanctlError(error) ? error.code : String(error)),
  );
}
