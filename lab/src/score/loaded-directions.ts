import type { Direction } from '@wanctl/core';
import type { Scenario } from '../plan/scenario.js';

/** Directions that a scenario loads. */
export function loadedDirections({ load }: Scenario): Direction[] {
  return load === 'both' ? ['download', 'upload'] : [load];
}
