import type { ProfileDocument } from '@wanctl/dashboard';
import { budgetOf, CPU_BUDGET_PCT, RSS_BUDGET_BYTES } from './budgets.js';
import type { Profile } from './profile.js';

/** A profile as the dashboard shows it: with the budgets, and stages in order of their names. */
export function dashboardProfile({ period_seconds, cpu_pct, rss_bytes, parts }: Profile): ProfileDocument {
  return {
    periodSec: period_seconds,
    cpuPct: cpu_pct,
    cpuBudgetPct: CPU_BUDGET_PCT,
    rssBytes: rss_bytes,
    rssBudgetBytes: RSS_BUDGET_BYTES,
    parts: parts.map(({ kind, name, stages }) => ({
      kind,
      name,
      stages: Object.entries(stages)
        .sort()
        .map(([stage, figures]) => ({ stage, ...figures, budget: budgetOf(stage, stages) })),
    })),
  };
}
