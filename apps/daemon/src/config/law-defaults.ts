import type { ProbeSettings } from './common-settings.js';

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
  return BY_LAW[law] ?? PROVEN;
}
