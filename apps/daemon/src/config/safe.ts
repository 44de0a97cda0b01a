import type { Direction } from '@wanctl/core';
import type { MonitoringSection } from './monitoring-schema.js';
import { floorKeys, mbpsOf } from './rates.js';
import type { Report } from './report.js';
import { AnyNumber, MayBeAbsent, WholeNumberIn } from './rules.js';
import { toNumber, type YamlNumber } from './values.js';
import type { SafeSettings } from './wan-settings.js';

const DIRECTIONS: readonly Direction[] = ['download', 'upload'];

/** `safe`: what the limits become where the daemon does not run. */
export class SafeSection {
  /** Limit that a clean stop leaves the download with, Mbit/s, from the lowest floor to the ceiling; default: as it is. */
  @MayBeAbsent() @AnyNumber() download_mbps?: YamlNumber;

  /** Likewise for the upload; the two go together. */
  @MayBeAbsent() @AnyNumber() upload_mbps?: YamlNumber;

  /** Minutes without a heartbeat after which the router itself sets the ceilings, 3-1440; default: never. */
  @MayBeAbsent() @WholeNumberIn(3, 1440) dead_man_minutes?: YamlNumber;
}

/** Reports safe limits that the law could not have set, and one without the other. */
export function checkSafe(section: SafeSection, monitoring: MonitoringSection, report: Report): void {
  for (const direction of DIRECTIONS) {
    const key = `${direction}_mbps` as const;
    const other = direction === 'download' ? 'upload_mbps' : 'download_mbps';
    if (section[key] === undefined || report.failed(['safe', key])) continue;
    if (section[other] === undefined) report.error(['safe', key], `needs ${other} beside it`);
    const range = monitoring[direction];
    const mbps = mbpsOf(range);
    const lowest = Math.min(...Object.values(floorKeys(range)).map(mbps));
    const rate = toNumber(section[key]);
    if (rate >= lowest && rate <= mbps('ceiling_mbps')) continue;
    report.error(
      ['safe', key],
      `must be from the lowest floor, ${lowest}, to ceiling_mbps, ${mbps('ceiling_mbps')}`,
    );
  }
}

/** The settings of a section without errors. */
export function toSafe({ download_mbps, upload_mbps, dead_man_minutes }: SafeSection): SafeSettings {
  const bps = (mbps: YamlNumber) => Math.round(toNumber(mbps) * 1e6);
  const isSet = download_mbps !== undefined && upload_mbps !== undefined;
  return {
    onStopBps: isSet ? { download: bps(download_mbps), upload: bps(upload_mbps) } : null,
    deadManMinutes: dead_man_minutes === undefined ? null : toNumber(dead_man_minutes),
  };
}
