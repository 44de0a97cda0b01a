import type { JsonObject } from '../json.js';
import type { StateLock, StateStore } from '../state-store.js';

/** Keeps documents in memory; set `failure` to make saving fail. */
export class MemoryStateStore implements StateStore {
  readonly documents = new Map<string, JsonObject>();
  /** Number of successful saves so far. */
  saves = 0;
  failure: Error | null = null;

  async load(name: string): Promise<JsonObject | null> {
    return this.documents.get(name) ?? null;
  }

  async save(name: string, document: JsonObject): Promise<void> {
    if (this.failure) throw this.failure;
    this.documents.set(name, structuredClone(document));
    this.saves += 1;
  }

  async lock(): Promise<StateLock> {
    let held = true;
    return {
      held: () => held,
      lost: new Promise(() => {}),
      release: async () => {
        held = false;
      },
    };
  }
}
