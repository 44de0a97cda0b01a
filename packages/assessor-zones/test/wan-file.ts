import type { LineSettings } from '@wanctl/core';
import type { ZonesDirection, ZonesOptions } from '../src/index.js';

type Section = Record<string, number>;

/** The part of an existing WAN file that the law depends on. */
export interface WanFile {
  wan_name: string;
  continuous_monitoring: {
    baseline_rtt_initial: number;
    download: Section;
    upload: Section;
    thresholds: Section;
    ping_hosts: string[];
    use_median_of_three: boolean;
  };
}

/** A file with four zones and three reflectors. */
export const FILE: WanFile = {
  wan_name: 'test',
  continuous_monitoring: {
    baseline_rtt_initial: 20,
    download: {
      floor_green_mbps: 60,
      floor_yellow_mbps: 50,
      floor_soft_red_mbps: 40,
      floor_red_mbps: 10,
      ceiling_mbps: 100,
      step_up_mbps: 4,
      factor_down: 0.8,
    },
    upload: { floor_mbps: 2, ceiling_mbps: 20, step_up_mbps: 1, factor_down: 0.9 },
    thresholds: {
      target_bloat_ms: 10,
      warn_bloat_ms: 30,
      hard_red_bloat_ms: 60,
      alpha_baseline: 0.02,
      alpha_load: 0.2,
    },
    ping_hosts: ['a', 'b', 'c'],
    use_median_of_three: true,
  },
};

const MBIT = 1_000_000;

function directionOf(section: Section): ZonesDirection {
  const mbps = (key: string) => (section[key] ?? section['floor_mbps'] ?? Number.NaN) * MBIT;
  return {
    floorGreenBps: mbps('floor_green_mbps'),
    floorYellowBps: mbps('floor_yellow_mbps'),
    floorSoftRedBps: mbps('floor_soft_red_mbps'),
    floorRedBps: mbps('floor_red_mbps'),
    ceilingBps: mbps('ceiling_mbps'),
    stepUpBps: mbps('step_up_mbps'),
    factorDown: section['factor_down'] as number,
  };
}

/** Options of the law as the file means them. */
export function optionsOf({ continuous_monitoring: cm }: WanFile): ZonesOptions {
  const threshold = (key: string, fallback?: number) => (cm.thresholds[key] ?? fallback) as number;
  return {
    download: directionOf(cm.download),
    upload: directionOf(cm.upload),
    thresholds: {
      targetBloatMs: threshold('target_bloat_ms'),
      warnBloatMs: threshold('warn_bloat_ms'),
      hardRedBloatMs: threshold('hard_red_bloat_ms', 80),
      alphaBaseline: threshold('alpha_baseline'),
      alphaLoad: threshold('alpha_load'),
      baselineUpdateThresholdMs: threshold('baseline_update_threshold_ms', 3),
    },
    medianOfThree: cm.use_median_of_three,
  };
}

/** The line's settings as the file means them. */
export function lineOf({ wan_name, continuous_monitoring: cm }: WanFile, intervalMs: number): LineSettings {
  const { download, upload } = optionsOf({ wan_name, continuous_monitoring: cm });
  return {
    wanName: wan_name,
    intervalMs,
    baselineRttMs: cm.baseline_rtt_initial,
    reflectors: cm.ping_hosts,
    queues: { download: 'Down', upload: 'Up' },
    bounds: {
      download: { floorBps: download.floorRedBps, ceilingBps: download.ceilingBps },
      upload: { floorBps: upload.floorRedBps, ceilingBps: upload.ceilingBps },
    },
  };
}
