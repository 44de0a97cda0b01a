import { join } from 'node:path';
import type { LabOptions } from '../command-line.js';
import { findLaw, type Law } from '../laws.js';
import { folderOf, type PlannedRun } from '../plan/plan.js';
import type { Scenario } from '../plan/scenario.js';
import { findSeries } from '../series/find-series.js';
import type { Series } from '../series/series.js';

/** A run with all that it needs. */
export interface Job {
  readonly name: string;
  readonly scenario: Scenario;
  readonly series: Series;
  readonly law: Law;
  /** Where the daemon has its file, log and state, and the raw series go. */
  readonly folder: string;
  /** Whose service times the router has. */
  readonly router: LabOptions['router'];
}

/** Finds what a planned run names. Throws when there is no such law or series. */
export function jobOf(planned: PlannedRun, folder: string, options: LabOptions): Job {
  const { name, scenario, law } = planned;
  return {
    ...{ name, scenario, router: options.router },
    series: findSeries(scenario, options.traces),
    law: findLaw(law),
    folder: join(folder, folderOf(planned)),
  };
}
