import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type JsonObject, StateKeeper, silentLogger, Telemetry } from '../../src/index.js';
import { ManualClock, MemoryStateStore } from '../../src/testing/index.js';

function keep(document: JsonObject) {
  const store = new MemoryStateStore();
  store.documents.set('wan1', document);
  return { store, keeper: new StateKeeper(store, 'wan1', new ManualClock(), silentLogger, new Telemetry()) };
}

it('saves what it is offered and keeps what only the file knows, whatever the file says', async () => {
  const keys = fc.constantFrom('mine', 'theirs', '__proto__', 'constructor', 'toString');
  await fc.assert(
    fc.asyncProperty(fc.dictionary(keys, fc.jsonValue()), async (found) => {
      const { store, keeper } = keep(found as JsonObject);
      await keeper.load();
      keeper.offer(() => ({ mine: 7 }), true);
      await keeper.flush();
      const saved = store.documents.get('wan1');
      const { timestamp, ...rest } = saved ?? {};
      expect(rest).toEqual({ ...found, mine: 7 });
      expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT/);
    }),
  );
});

it('survives a document that is nested deeper than JSON can be written', async () => {
  const depth = 100_000;
  const { keeper } = keep(JSON.parse(`{"theirs":${'['.repeat(depth)}${']'.repeat(depth)}}`));
  await keeper.load();
  keeper.offer(() => ({ mine: 7 }), true);
  await keeper.flush();
});
