import { fileURLToPath } from 'node:url';
import type { Direction, JsonObject } from '@wanctl/core';
import { boundsOf, capacityAt, type Series } from './series/series.js';

/** A law that the real daemon runs. */
interface DaemonLaw {
  readonly kind: 'daemon';
  /** What its WAN file says that others do not. */
  readonly wanFile: JsonObject;
}

/** A limit that the lab sets itself, to compare with. */
export interface FixedLaw {
  readonly kind: 'fixed';
  /** Bit/s at a time of the series; null: no limit. */
  limitBps(series: Series, direction: Direction, tMs: number): number | null;
}

/** A law by the name that plans use. */
export type Law = { readonly name: string } & (DaemonLaw | FixedLaw);

/** What the oracle leaves to the line, and how late it hears of a change, ms. */
const ORACLE = { share: 0.9, lateMs: 100 };

const FAST = {
  interval_seconds: 0.05,
  probe: { kind: 'icmp', rate_per_sec: 20, active: 4 },
  counters: { kind: 'cake', fast_ms: 100, slow_ms: 500 },
};
/** Reflectors and probes of the peers' own defaults. */
const CAKE_AUTORATE_PROBE = { kind: 'icmp', rate_per_sec: 20, active: 6 };
const SQM_AUTORATE_PROBE = { kind: 'icmp', rate_per_sec: 10, active: 5 };

/** All laws by name. A law of the daemon's, or of a plugin, is one more WAN file. */
export const LAWS: Readonly<Record<string, DaemonLaw | FixedLaw>> = {
  off: { kind: 'fixed', limitBps: () => null },
  'static-min': {
    kind: 'fixed',
    limitBps: (series, direction) => boundsOf(series, direction).least * 1e6,
  },
  'static-median': {
    kind: 'fixed',
    limitBps: (series, direction) => Math.round(boundsOf(series, direction).median * 1e6),
  },
  oracle: {
    kind: 'fixed',
    limitBps: (series, direction, tMs) =>
      Math.round(ORACLE.share * capacityAt(series, direction, tMs - ORACLE.lateMs)),
  },
  'zones-2s': daemonLaw({ controller: 'zones' }),
  // Figures that suit the shorter cycle. Those of a rate are per 2 s, whatever the cycle.
  'zones-50ms': daemonLaw({
    ...FAST,
    controller: 'zones',
    continuous_monitoring: {
      thresholds: { load_time_constant_sec: 0.25 },
      download: { factor_down: 0.2 },
      upload: { factor_down: 0.2 },
    },
  }),
  adaptive: daemonLaw({ controller: 'adaptive' }),
  'cake-autorate': daemonLaw({
    ...FAST,
    probe: CAKE_AUTORATE_PROBE,
    plugins: [example('cake-autorate')],
    controller: 'cake-autorate',
  }),
  'sqm-autorate': daemonLaw({
    ...FAST,
    probe: SQM_AUTORATE_PROBE,
    plugins: [example('sqm-autorate')],
    controller: 'sqm-autorate',
  }),
};

/** The law of that name. Throws when there is none. */
export function findLaw(name: string): Law {
  const law = LAWS[name];
  if (!law) throw new Error(`there is no law "${name}"; there are ${Object.keys(LAWS).join(', ')}`);
  return { name, ...law };
}

function daemonLaw(wanFile: DaemonLaw['wanFile']): DaemonLaw {
  return { kind: 'daemon', wanFile };
}

function example(name: string): string {
  return fileURLToPath(import.meta.resolve(`@wanctl/example-assessor-${name}`));
}
