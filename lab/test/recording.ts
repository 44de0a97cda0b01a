import { Scenario } from '../src/plan/scenario.js';
import type { Recording, Row } from '../src/recording.js';

/** A scenario with defaults. */
export function scenario(more: Partial<Scenario> = {}): Scenario {
  return Object.assign(new Scenario(), { series: 'steady', seconds: 10 }, more);
}

/** Ten seconds of a line of 8 Mbit/s down and 1.6 up, half used each way, whose idle ping takes 20 ms. */
export function recording(more: Partial<Recording> = {}): Recording {
  const rows = Array.from({ length: 120 }, (_, index): Row => {
    const loaded = Math.max(0, index - 20);
    const direction = (capacityBps: number) => ({
      capacityBps,
      limitBps: capacityBps,
      bytes: (loaded * capacityBps) / 160,
      deliveredBytes: (loaded * capacityBps) / 160,
      queuedBytes: 0,
      bufferedBytes: 0,
    });
    return { tMs: (index - 20) * 100, lineRttMs: 20, download: direction(8e6), upload: direction(1.6e6) };
  });
  const pings = [
    ...[-200, -150, -100].map((tMs) => ({ tMs, rttMs: 20 })),
    ...Array.from({ length: 100 }, (_, index) => ({ tMs: index * 100, rttMs: 20 + index })),
  ];
  const writes = [-500, 100, 200].map((tMs) => ({
    tMs,
    direction: 'download' as const,
    fromBps: 8e6,
    bps: 8e6,
  }));
  const zones = [{ tMs: 1000, download: 'RED' as const, upload: 'GREEN' as const }];
  return {
    ...{ scenario: scenario(), law: 'zones-50ms', rows, pings, zones, writes },
    ...{ daemon: { cpuShare: 0.02, peakRssBytes: 80e6 }, loadAverage: 1 },
    ...more,
  };
}
