import type { Direction } from '../assessor.js';
import type { Faults } from './fault-memory.js';
import type { WriteBudgetHealth } from './write-budget.js';

/** How a WAN's limits stand at the router. Times are monotonic, ms. */
export interface QueuesHealth {
  readonly faults: Faults;
  /** Directions whose limit the router has not accepted yet, and since when it is wanted. */
  readonly waiting: readonly { readonly direction: Direction; readonly sinceMs: number }[];
  /** When the router last accepted a limit; null before the first. */
  readonly acceptedAtMs: number | null;
  /** When the limits were last read from the router; null before the first time. */
  readonly checkedAtMs: number | null;
  /** False when they were then not what the router had accepted from us. */
  readonly asBelieved: boolean;
  /** Of both limits. */
  readonly budget: WriteBudgetHealth;
}
