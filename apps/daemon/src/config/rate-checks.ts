import { knownKeys } from '@wanctl/core';
import { floorKeys, mbpsOf, type RateSection } from './rates.js';
import type { Report } from './report.js';

/** Checks `red <= soft red <= yellow <= green <= ceiling` in one direction, and doubts floors that do nothing. */
export function checkRates(section: RateSection, path: readonly string[], report: Report): void {
  const mbps = mbpsOf(section);
  const used = new Set(Object.values(floorKeys(section)));
  checkAscending([...used, 'ceiling_mbps'], mbps, { path, report, equal: true });
  for (const key of used) {
    if (mbps(key) <= 0) {
      report.warn([...path, key], 'should be above 0; RouterOS takes a limit of 0 for no limit');
    }
  }
  const lowest = Math.min(...[...used].map(mbps));
  const range = mbps('ceiling_mbps') - lowest;
  if (range > 0 && mbps('step_up_mbps') > range) {
    report.warn(
      [...path, 'step_up_mbps'],
      `goes from the lowest floor beyond the ceiling, which is ${range} above it`,
    );
  }
  const known = knownKeys(section.constructor as new () => object).filter((key) => key.startsWith('floor_'));
  const why = used.has('floor_mbps') ? 'without floor_green_mbps' : 'because floor_green_mbps is there';
  for (const key of known) {
    if (key in section && !used.has(key)) report.warn([...path, key], `is ignored ${why}`);
  }
}

/** Reports each of `keys` whose value is above that of the next; `equal`: whether the same value will do. */
export function checkAscending(
  keys: readonly string[],
  numberAt: (key: string) => number,
  { path, report, equal }: { path: readonly string[]; report: Report; equal: boolean },
): void {
  keys.slice(1).forEach((next, index) => {
    const key = keys[index] ?? next;
    const [value, limit] = [numberAt(key), numberAt(next)];
    if (report.failed([...path, key]) || report.failed([...path, next])) return;
    if (value < limit || (equal && value === limit)) return;
    report.error([...path, key], `must be ${equal ? 'at most' : 'below'} ${next}, which is ${limit}`);
  });
}
