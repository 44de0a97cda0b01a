import type { Scenario } from '../plan/scenario.js';
import { GENERATED } from './generated.js';
import { measuredNames, measuredSeries } from './measured.js';
import type { Series } from './series.js';

/** The series that a scenario names: the lab's own, or a measured one of that folder. Throws when there is none. */
export function findSeries({ series, seconds, seed }: Scenario, tracesFolder: string | undefined): Series {
  const generate = GENERATED[series];
  if (generate) return generate(seconds, seed);
  const measured = measuredNames(tracesFolder);
  if (tracesFolder !== undefined && measured.includes(series)) return measuredSeries(tracesFolder, series);
  const known = [...Object.keys(GENERATED), ...measured].join(', ');
  throw new Error(`there is no series "${series}"; there are ${known}`);
}
