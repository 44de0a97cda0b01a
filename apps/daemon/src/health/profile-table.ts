import { budgetOf, CPU_BUDGET_PCT, RSS_BUDGET_BYTES } from './budgets.js';
import { plainTable } from './plain-table.js';
import type { Profile, ProfilePart } from './profile.js';

const COLUMNS = 80;
const HEAD = ['stage', 'count', 'p50', 'p95', 'p99', 'max'];
/** Signs of a bar that is full. */
const BAR = 20;

/** A profile as tables for people: the stages of each part, and all budgets with how much of each is used. */
export function profileTables(profile: Profile): string {
  const title = `Over ${profile.period_seconds.toFixed(0)} s; times in ms`;
  return [title, ...profile.parts.map(partTable), budgetTable(profile)].join('\n\n');
}

function partTable({ kind, name, stages, counters }: ProfilePart): string {
  const rows = Object.entries(stages)
    .sort()
    .map(([stage, { count, p50, p95, p99, max }]) => [
      stage.replace('.', ' '),
      ...[String(count), ms(p50), ms(p95), ms(p99), ms(max)],
    ]);
  const counts = Object.entries({ ...(kind !== 'router' && { 'ticks.missed': 0 }), ...counters });
  const countsText = counts.map(([counter, count]) => `${counter.replace('.', ' ')} ${count}`).join(', ');
  return [
    `${kind} ${name}`,
    ...(rows.length > 0
      ? [plainTable([HEAD, ...rows], { colAligns: ['left', ...HEAD.slice(1).map(() => 'right' as const)] })]
      : []),
    plainTable([[countsText]], { colWidths: [COLUMNS] }),
  ].join('\n');
}

function budgetTable({ cpu_pct, rss_bytes, parts }: Profile): string {
  const rows = [
    ...parts.flatMap(stageBudgets),
    ['CPU, of a core', `${cpu_pct.toFixed(2)} %`, `${CPU_BUDGET_PCT} %`, ...used(cpu_pct, CPU_BUDGET_PCT)],
    ['memory', mb(rss_bytes), mb(RSS_BUDGET_BYTES), ...used(rss_bytes, RSS_BUDGET_BYTES)],
  ];
  return plainTable([['budgets', 'is', 'may be', 'used', ''], ...rows], {
    colAligns: ['left', 'right', 'right', 'right', 'left'],
  });
}

function stageBudgets({ name, stages }: ProfilePart): string[][] {
  return Object.entries(stages).flatMap(([stage, figures]) => {
    const budget = budgetOf(stage, stages);
    if (!budget) return [];
    const { figure, limitMs } = budget;
    return [
      [`${name}: ${stage}, ${figure}`, ms(figures[figure]), ms(limitMs), ...used(figures[figure], limitMs)],
    ];
  });
}

/** A share as a figure and as a bar, which is marked where it does not suffice. */
function used(value: number, limit: number): [figure: string, bar: string] {
  const share = value / limit;
  const bar = '█'.repeat(Math.min(BAR, Math.ceil(share * BAR))).padEnd(BAR, '·');
  return [`${(share * 100).toFixed(0)} %`, share > 1 ? `${bar}!` : bar];
}

function ms(value: number): string {
  return value < 100 ? value.toFixed(value < 10 ? 3 : 1) : value.toFixed(0);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
