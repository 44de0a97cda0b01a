import type { StageFigures } from '@wanctl/core';

/** What a stage may take, and by which of its figures that is judged. */
export interface StageBudget {
  readonly figure: 'p95' | 'p99';
  readonly limitMs: number;
}

/** The whole daemon with two WANs at 20 probes/s each: share of one core, %. */
export const CPU_BUDGET_PCT = 3;
/** The whole daemon, likewise. */
export const RSS_BUDGET_BYTES = 90e6;
/** A tick's own work, a WAN's or a steering's, ms. */
const TICK_MS = 1;
/** What may come on top of the router's own time from decision to acceptance, ms. */
const OVER_ROUTER_MS = 2;

/** The budget of a stage among those measured with it; null where there is none. */
export function budgetOf(stage: string, stages: Readonly<Record<string, StageFigures>>): StageBudget | null {
  const write = stages['write'];
  if (stage === 'tick' || stage === 'steering') return { figure: 'p99', limitMs: TICK_MS };
  if (stage === 'decision-to-accepted' && write)
    return { figure: 'p95', limitMs: write.p95 + OVER_ROUTER_MS };
  return null;
}
