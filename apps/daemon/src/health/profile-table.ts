import { budgetOf, CPU_BUDGET_PCT, RSS_BUDGET_BYTES } from './budgets.js';
import { plainTable } from './plain-table.js';
import type { Profile, ProfilePart } from './profile.js';

const COLUMNS = 80;
const HEAD = ['stage', 'count', 'p50', 'p95', 'p99', 'max', 'budget', 'used'];
const ALIGN = ['left', ...new Array<'right'>(7).fill('right')] as const;

/** A profile as tables for people, one for each part and one for the process, with budgets and their use. */
export function profileTables(profile: Profile): string {
  const { period_seconds, cpu_pct, rss_bytes, parts } = profile;
  const whole = plainTable(
    [
      ['whole process', '', 'budget', 'used'],
      ['CPU, of a core', `${cpu_pct.toFixed(2)} %`, `${CPU_BUDGET_PCT} %`, share(cpu_pct, CPU_BUDGET_PCT)],
      ['memory', mb(rss_bytes), mb(RSS_BUDGET_BYTES), share(rss_bytes, RSS_BUDGET_BYTES)],
    ],
    { colAligns: ['left', 'right', 'right', 'right'] },
  );
  const title = `Over ${period_seconds.toFixed(0)} s; times in ms`;
  return [title, ...parts.map(partTable), whole].join('\n\n');
}

function partTable({ kind, name, stages, counters }: ProfilePart): string {
  const rows = Object.entries(stages)
    .sort()
    .map(([stage, { count, p50, p95, p99, max }]) => [
      stage.replace('.', ' '),
      ...[String(count), ms(p50), ms(p95), ms(p99), ms(max)],
      ...budgetCells(stage, stages),
    ]);
  const counts = Object.entries({ ...(kind !== 'router' && { 'ticks.missed': 0 }), ...counters });
  const countsText = counts.map(([counter, count]) => `${counter.replace('.', ' ')} ${count}`).join(', ');
  return [
    `${kind} ${name}`,
    ...(rows.length > 0 ? [plainTable([HEAD, ...rows], { colAligns: [...ALIGN] })] : []),
    plainTable([[countsText]], { colWidths: [COLUMNS] }),
  ].join('\n');
}

function budgetCells(stage: string, stages: ProfilePart['stages']): [budget: string, used: string] {
  const budget = budgetOf(stage, stages);
  const used = stages[stage]?.[budget?.figure ?? 'p99'] ?? 0;
  return budget ? [`${budget.figure} ${ms(budget.limitMs)}`, share(used, budget.limitMs)] : ['', ''];
}

function ms(value: number): string {
  return value < 100 ? value.toFixed(value < 10 ? 3 : 1) : value.toFixed(0);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function share(value: number, limit: number): string {
  return `${((value / limit) * 100).toFixed(0)} %`;
}
