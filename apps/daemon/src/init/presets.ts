import type { PerDirection } from '@wanctl/core';
import type { Framing } from '../router-setup/queue-types.js';

/** What is usual for a kind of connection. */
export interface Preset {
  /** For people. */
  readonly label: string;
  /** What such a line is often sold as, Mbit/s. */
  readonly usualMbps: PerDirection<number>;
  /** Highest rate, as a share of what the line is sold as or a speed test shows. */
  readonly ceilingShare: PerDirection<number>;
  /** Lowest rate, as a share of the highest. */
  readonly floorShare: PerDirection<number>;
  /** Delay of the idle line to start from, ms; it is measured from then on. */
  readonly baselineRttMs: number;
  readonly framing: Framing;
}

/**
 * Kinds of connection by the name that `--preset` takes. Ceilings: 90 to 95 % of a steady line (MikroTik tuning guides
 * of animmouse.com and tangentsoft), 80 % of a cable's upload (wanctl's CABLE_TUNING: the single largest gain), all of
 * a line that varies, since the law finds what it carries. Floors: those of the Python program's cable, dsl and fiber
 * examples; 5 to 10 % where fades are deep (a fade below the floor cannot be shaped). Delays: the same examples; LTE
 * and Starlink by their usual figures. Framing: tc-cake(8), "Overhead compensation".
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  fiber: {
    label: 'Fiber',
    usualMbps: { download: 1000, upload: 500 },
    ceilingShare: { download: 0.95, upload: 0.95 },
    floorShare: { download: 0.2, upload: 0.1 },
    baselineRttMs: 8,
    framing: { 'cake-overhead-scheme': 'ethernet' },
  },
  cable: {
    label: 'Cable (DOCSIS)',
    usualMbps: { download: 500, upload: 50 },
    ceilingShare: { download: 0.95, upload: 0.8 },
    floorShare: { download: 0.2, upload: 0.2 },
    baselineRttMs: 24,
    framing: { 'cake-overhead-scheme': 'docsis' },
  },
  dsl: {
    label: 'DSL (VDSL, ADSL)',
    usualMbps: { download: 100, upload: 20 },
    ceilingShare: { download: 0.95, upload: 0.9 },
    floorShare: { download: 0.25, upload: 0.3 },
    baselineRttMs: 31,
    framing: { 'cake-overhead-scheme': 'pppoe-ptm' },
  },
  lte: {
    label: 'LTE or 5G',
    usualMbps: { download: 100, upload: 20 },
    ceilingShare: { download: 1, upload: 1 },
    floorShare: { download: 0.05, upload: 0.05 },
    baselineRttMs: 40,
    framing: {},
  },
  starlink: {
    label: 'Starlink',
    usualMbps: { download: 200, upload: 20 },
    ceilingShare: { download: 1, upload: 1 },
    floorShare: { download: 0.1, upload: 0.1 },
    baselineRttMs: 35,
    framing: { 'cake-overhead-scheme': 'ethernet' },
  },
};

/** Highest and lowest rate of one direction, Mbit/s. */
export interface RateRange {
  readonly floorMbps: number;
  readonly ceilingMbps: number;
}

/** The rates for a line that is sold as `lineMbps`. */
export function rangesOfLine(preset: Preset, lineMbps: PerDirection<number>): PerDirection<RateRange> {
  const { download, upload } = preset.ceilingShare;
  return rangesBelow(preset, { download: lineMbps.download * download, upload: lineMbps.upload * upload });
}

/** The rates below given highest ones, such as the limits that a router's queues have already. */
export function rangesBelow(preset: Preset, ceilingsMbps: PerDirection<number>): PerDirection<RateRange> {
  const range = (ceilingMbps: number, floorShare: number): RateRange => ({
    ceilingMbps: threeDigits(ceilingMbps),
    floorMbps: threeDigits(ceilingMbps * floorShare),
  });
  const { download, upload } = preset.floorShare;
  return { download: range(ceilingsMbps.download, download), upload: range(ceilingsMbps.upload, upload) };
}

function threeDigits(mbps: number): number {
  return Number(mbps.toPrecision(3));
}
