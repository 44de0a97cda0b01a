import { type Clock, localTime } from '../clock.js';
import { messageOf } from '../errors.js';
import { type JsonObject, mergeJson } from '../json.js';
import type { Logger } from '../logger.js';
import type { StateStore } from '../state-store.js';
import type { Telemetry } from '../telemetry.js';

/** Unhurried changes are saved at most this often, ms, to spare the disk. */
const SPACING_MS = 5000;

/**
 * Saves one document behind the loop's back: unchanged ones not at all, urgent ones at once, others at most
 * every 5 s. Keys that other programs put into the document survive. Telemetry: `persist` per save, counts
 * `state.saves`, `state.save-failures` and `state.bytes`, which is the JSON without the store's white space.
 */
export class StateKeeper {
  readonly #store: StateStore;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #telemetry: Telemetry;
  #loaded: JsonObject = {};
  #latest: () => JsonObject = () => ({});
  #urgent = false;
  #savedText = '';
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #saving: Promise<void> | null = null;
  #failing = false;

  constructor(store: StateStore, name: string, clock: Clock, logger: Logger, telemetry: Telemetry) {
    this.#store = store;
    this.#name = name;
    this.#clock = clock;
    this.#logger = logger;
    this.#telemetry = telemetry;
  }

  /** The saved document; an empty one when there is none. */
  async load(): Promise<JsonObject> {
    this.#loaded = (await this.#store.load(this.#name)) ?? {};
    return this.#loaded;
  }

  /** Takes a way to make the newest document, and returns at once. Called every tick, it also drives retries. */
  offer(latest: () => JsonObject, urgent: boolean): void {
    this.#latest = latest;
    this.#urgent ||= urgent;
    const due = this.#urgent || this.#clock.now() - this.#triedAtMs >= SPACING_MS;
    if (!due || this.#saving !== null) return;
    this.#saving = this.#save().finally(() => {
      this.#saving = null;
    });
  }

  /** Resolves when the newest document is saved, or could not be. */
  async flush(): Promise<void> {
    await this.#saving;
    await this.#save();
  }

  async #save(): Promise<void> {
    this.#urgent = false;
    this.#triedAtMs = this.#clock.now();
    const startedMs = this.#clock.now();
    try {
      const document = mergeJson(this.#loaded, this.#latest());
      const text = JSON.stringify(document);
      if (text === this.#savedText) return;
      // As the original program wrote it, with microseconds.
      const timestamp = `${localTime(this.#clock.wall())}000`;
      await this.#store.save(this.#name, { ...document, timestamp });
      this.#savedText = text;
      this.#telemetry.record('persist', this.#clock.now() - startedMs);
      this.#telemetry.count('state.saves');
      this.#telemetry.count('state.bytes', Buffer.byteLength(text));
      if (this.#failing) this.#logger.info('state is saved again');
      this.#failing = false;
    } catch (error) {
      this.#telemetry.count('state.save-failures');
      if (!this.#failing) this.#logger.error(`state is not saved: ${messageOf(error)}`);
      this.#failing = true;
    }
  }
}
