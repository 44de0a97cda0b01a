import type { RouterSim } from '@wanctl/router-sim';

/** How a WAN's reflectors answer. */
export interface Conditions {
  /** Round trip of the line as it is, ms. */
  readonly rttMs: number;
  /** What a fault adds to it, ms. */
  readonly extraMs: number;
  /** Each reply comes up to this much later, so that later ones overtake it, ms. */
  readonly jitterMs: number;
  /** How many reflectors answer nothing. */
  readonly silent: number;
  /** How often each reply comes. */
  readonly copies: number;
}

/** The lines of all WANs, whose reflectors the daemon probes. */
export interface Lines {
  /** The `probe` section of a WAN's file. */
  probeOf(wan: string): object;
  /** Other plugins that it needs. */
  readonly plugins: readonly string[];
  set(wan: string, change: Partial<Conditions>): void;
  close(): void;
}

const CALM: Conditions = { rttMs: 20, extraMs: 0, jitterMs: 0, silent: 0, copies: 1 };

/** Remembers each WAN's conditions and hands them on whole when some of them change. */
export function conditionsOf(
  apply: (wan: string, conditions: Conditions) => void,
): (wan: string, change: Partial<Conditions>) => void {
  const known = new Map<string, Conditions>();
  return (wan, change) => {
    const conditions = { ...CALM, ...known.get(wan), ...change };
    known.set(wan, conditions);
    apply(wan, conditions);
  };
}

/** The simulated router's own lines, probed over UDP, which needs no privilege. They know no copies. */
export function simulatedLines(router: RouterSim): Lines {
  const reflectorsOf = (wan: string) => router.wans.get(wan)?.reflectors ?? [];
  return {
    plugins: ['@wanctl/router-sim/probe'],
    probeOf: (wan) => ({
      kind: 'sim-echo',
      targets: reflectorsOf(wan).map(({ target }) => target),
      interval_ms: 150,
    }),
    set: conditionsOf((wan, { rttMs, extraMs, jitterMs, silent }) => {
      const link = router.wans.get(wan)?.link;
      if (link) Object.assign(link, { baseRttMs: rttMs + extraMs, jitterMs });
      reflectorsOf(wan).forEach((reflector, index) => {
        reflector.muted = index < silent;
      });
    }),
    close: () => {},
  };
}
