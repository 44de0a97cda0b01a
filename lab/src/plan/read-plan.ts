import { readFileSync } from 'node:fs';
import { messageOf, parseOptions } from '@wanctl/core';
import { parse } from 'yaml';
import type { LabOptions } from '../command-line.js';
import { measuredNames } from '../series/measured.js';
import { fullPlan } from './full.js';
import { Plan } from './plan.js';
import { SHORT } from './short.js';
import { targetsPlan } from './targets.js';

/** The plan that was asked for, with what the command line changes of it. Throws one line with what is wrong. */
export function choosePlan({ plan: name, laws, series, repeat, seconds, traces }: LabOptions): Plan {
  const plan = readPlan(name, traces);
  const scenarios = plan.scenarios.filter((scenario) => series?.includes(scenario.series) ?? true);
  if (scenarios.length === 0) throw new Error(`plan "${name}" has no scenario with series ${series}`);
  const changes = {
    ...(laws && { laws: [...laws] }),
    ...(repeat && { repeat }),
    ...(seconds && { seconds }),
  };
  return { ...plan, scenarios: scenarios.map((scenario) => ({ ...scenario, ...changes })) };
}

function readPlan(name: string, traces: string | undefined): Plan {
  try {
    if (name === 'short') return parseOptions(Plan, SHORT);
    if (name === 'targets') return parseOptions(Plan, targetsPlan(measuredNames(traces)));
    if (name === 'full') return parseOptions(Plan, fullPlan(measuredNames(traces)));
    return parseOptions(Plan, parse(readFileSync(name, 'utf8')));
  } catch (error) {
    throw new Error(`plan "${name}": ${messageOf(error)}`);
  }
}
