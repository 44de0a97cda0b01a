import { DownloadSection, hasZoneFloors, type UploadSection } from './monitoring-schema.js';
import { toNumber } from './values.js';
import type { LawDirection } from './wan-settings.js';

/** A direction's section of a WAN file. */
export type RateSection = DownloadSection | UploadSection;

/** The key that gives each zone its floor, lowest zone first. */
export interface FloorKeys {
  readonly red: string;
  readonly softRed: string;
  readonly yellow: string;
  readonly green: string;
}

/** Which keys count: one for all zones unless `floor_green_mbps` is there; SOFT_RED has one for download only. */
export function floorKeys(section: RateSection): FloorKeys {
  const all = 'floor_mbps';
  if (!hasZoneFloors(section)) return { red: all, softRed: all, yellow: all, green: all };
  const ownSoftRed = section instanceof DownloadSection && section.floor_soft_red_mbps !== undefined;
  return {
    red: 'floor_red_mbps',
    softRed: ownSoftRed ? 'floor_soft_red_mbps' : 'floor_yellow_mbps',
    yellow: 'floor_yellow_mbps',
    green: 'floor_green_mbps',
  };
}

/** Mbit/s by key; NaN for what is no number. */
export function mbpsOf(section: RateSection): (key: string) => number {
  const values = { ...section } as Record<string, unknown>;
  return (key) => toNumber(values[key]);
}

/** The direction's rates; a Mbit is 1,000,000 bits. */
export function toLawDirection(section: RateSection): LawDirection {
  const mbps = mbpsOf(section);
  const bps = (key: string) => mbps(key) * 1e6;
  const keys = floorKeys(section);
  return {
    floorGreenBps: bps(keys.green),
    floorYellowBps: bps(keys.yellow),
    floorSoftRedBps: bps(keys.softRed),
    floorRedBps: bps(keys.red),
    ceilingBps: bps('ceiling_mbps'),
    stepUpBps: bps('step_up_mbps'),
    factorDown: toNumber(section.factor_down),
  };
}
