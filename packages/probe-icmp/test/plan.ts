import type { Binding, Plan, Target } from '../src/engine.js';

export const UNBOUND: Binding = { source: undefined, device: undefined };

/** A plan for these targets that is ordinary in all else. */
export function planOf(targets: readonly Target[], change: Partial<Plan> = {}): Plan {
  return { targets, timeoutMs: 1000, binding: UNBOUND, ports: [443], ...change };
}
