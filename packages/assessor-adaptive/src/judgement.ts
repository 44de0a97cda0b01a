import type { PerDirection } from '@wanctl/core';
import type { DirectionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';

/** Both directions. */
export type Directions = PerDirection<DirectionState>;

/** What may be done with them. */
export type Laws = PerDirection<DirectionLaw>;

/** The capacity that a cut rests on, bit/s, and the delay that it is to cure, ms. */
export interface Evidence {
  readonly capacityBps: number;
  readonly delayMs: number;
}

/** Who is to be cut, or why nobody is. */
export interface Judgement {
  readonly code:
    | 'calm'
    | 'no-answer'
    | 'no-load'
    | 'own-queue'
    | 'other-first'
    | 'upload-at-minimum'
    | 'too-soon'
    | 'cut'
    | 'cut-blind';
  readonly cuts: Partial<PerDirection<Evidence>>;
}
