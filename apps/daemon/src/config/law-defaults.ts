import type { ProbeSettings } from './common-settings.js';
import { isMapping } from './values.js';

/** What a WAN works with where its file does not say, because its law needs it. */
export interface LawDefaults {
  readonly intervalSec: number;
  /** The RTT probe; its options hold for the same kind only. */
  readonly probe: ProbeSettings;
  readonly counters: ProbeSettings | null;
}

/** As existing files mean it. */
const PROVEN: LawDefaults = {
  intervalSec: 2,
  probe: { kind: 'icmp', options: {} },
  counters: null,
};

const BY_LAW: Readonly<Record<string, LawDefaults>> = {
  // Its page says why: a decision needs two reflectors to agree, and a poll that is younger than the delay.
  adaptive: {
    intervalSec: 0.05,
    probe: { kind: 'icmp', options: { rate_per_sec: 20, active: 4 } },
    counters: { kind: 'cake', options: { fast_ms: 100, slow_ms: 100 } },
  },
};

/** The defaults under a law of that name. */
export function defaultsOf(law: string): LawDefaults {
  return (Object.hasOwn(BY_LAW, law) && BY_LAW[law]) || PROVEN;
}

const STEPS = { step_up_mbps: 1, factor_down: 0.85 };

/** What only the law `zones` reads; also what that law works with when it replays such a file. */
const THRESHOLDS = {
  target_bloat_ms: 15,
  warn_bloat_ms: 45,
  hard_red_bloat_ms: 80,
  alpha_baseline: 0.02,
  alpha_load: 0.2,
};

/** A WAN file's data with all that its law does not need and the file need not say. */
export function withoutNeedOfZones(data: Record<string, unknown>): Record<string, unknown> {
  const { controller, continuous_monitoring: monitoring } = data;
  const law = isMapping(controller) ? controller['name'] : controller;
  if ((law ?? 'zones') === 'zones' || !isMapping(monitoring)) return data;
  const { download, upload } = monitoring;
  return {
    ...data,
    continuous_monitoring: {
      enabled: true,
      thresholds: THRESHOLDS,
      ...monitoring,
      ...(isMapping(download) && { download: { ...STEPS, ...download } }),
      ...(isMapping(upload) && { upload: { ...STEPS, ...upload } }),
    },
  };
}
