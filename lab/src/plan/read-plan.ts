import { readFileSync } from 'node:fs';
import { messageOf, parseOptions } from '@wanctl/core';
import { parse } from 'yaml';
import type { LabOptions } from '../command-line.js';
import { measuredNames } from '../series/measured.js';
import { fullPlan } from './full.js';
import { Plan } from './plan.js';
import { SHORT } from './short.js';

/** The plan that was asked for, with what the command line changes of it. Throws one line with what is wrong. */
export function choosePlan({ plan: name, laws, series, repeat, traces }: LabOptions): Plan {
  const plan = readPlan(name, traces);
  const scenarios = plan.scenarios.filter((scenario) => series?.includes(scenario.series) ?? true);
  if (scenarios.length === 0) throw new Error(`plan "${name}" has no scenario with series ${series}`);
  return { ...plan, laws: [...(laws ?? plan.laws)], repeat: repeat ?? plan.repeat, scenarios };
}

function readPlan(name: string, traces: string): Plan {
  try {
    if (name === 'short') return parseOptions(Plan, SHORT);
    if (name === 'full') return parseOptions(Plan, fullPlan(measuredNames(traces)));
    return parseOptions(Plan, parse(readFileSync(name, 'utf8')));
  } catch (error) {
    throw new Error(`plan "${name}": ${messageOf(error)}`);
  }
}
