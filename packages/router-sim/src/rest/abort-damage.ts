import type { Clock } from '@wanctl/core';
import type { Random } from '../random.js';

/** What the web server does to a request, in spite of itself. */
export type Damage = 'none' | 'reset' | 'wrong-401';

/** The state of a web server whose clients abort requests. */
export interface AbortDamage {
  /** What happens to a request that arrives now. */
  next(): Damage;
  /** A request ended with its client gone, or with an answer. */
  ended(how: 'aborted' | 'answered'): void;
}

// Measured on 7.21.5 (x86 and arm64): connections are reset until 1344 to 2376 ms after the last abort.
const RESET_MS = { min: 1344, max: 2376 };

/**
 * The damage of 7.21: an abort and then an answer make it reset every connection for a while, and then refuse
 * one request with another's 401. Aborts alone do no harm.
 */
export function createAbortDamage(clock: Clock, random: Random): AbortDamage {
  let aborted = false;
  let resetsUntilMs = Number.NEGATIVE_INFINITY;
  let owes401 = false;
  return {
    next() {
      if (clock.now() < resetsUntilMs) return 'reset';
      if (!owes401) return 'none';
      owes401 = false;
      return 'wrong-401';
    },
    ended(how) {
      if (how === 'answered' && aborted) {
        resetsUntilMs = clock.now() + RESET_MS.min + random() * (RESET_MS.max - RESET_MS.min);
        owes401 = true;
      }
      aborted = how === 'aborted';
    },
  };
}

/** The web server of other versions. */
export const NO_DAMAGE: AbortDamage = { next: () => 'none', ended: () => {} };
