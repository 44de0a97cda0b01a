import { isJsonObject, type Json, type JsonObject, localTime } from '@wanctl/core';
import type { Transition } from '../law/observation.js';
import { stateName } from '../law/saved-state.js';

/** As many as the original program keeps. */
const MOST_KEPT = 50;

/** The state file's list of transitions, the newest last, and keys that belong to it. */
export class Transitions {
  readonly #primaryWan: string;
  #list: readonly JsonObject[] = [];

  constructor(primaryWan: string) {
    this.#primaryWan = primaryWan;
  }

  restore(saved: Json | undefined): void {
    this.#list = Array.isArray(saved) ? saved.filter(isJsonObject).slice(-MOST_KEPT) : [];
  }

  add({ from, to, badCount, goodCount }: Transition, wall: Date): void {
    const entry = {
      // As the original program wrote it, with microseconds.
      timestamp: `${localTime(wall)}000`,
      from: stateName(this.#primaryWan, from),
      to: stateName(this.#primaryWan, to),
      bad_count: badCount,
      good_count: goodCount,
    };
    this.#list = [...this.#list, entry].slice(-MOST_KEPT);
  }

  persist(): JsonObject {
    return { transitions: this.#list, last_transition_time: this.#list.at(-1)?.['timestamp'] ?? null };
  }
}
