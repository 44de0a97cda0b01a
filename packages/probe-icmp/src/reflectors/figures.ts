/** What is known of one reflector since it came into service. Plain data. */
export interface ReflectorFigures {
  /** Probes answered or lost. */
  readonly probes: number;
  /** RTT without load, ms; null before the first answer. */
  readonly baselineMs: number | null;
  /** Mean difference of one RTT to the next, ms. */
  readonly jitterMs: number;
  /** Share of the last probes that were lost, 0 to 1. */
  readonly loss: number;
  /** The newest answer. */
  readonly newest: { readonly sentAtMs: number; readonly rttMs: number } | null;
}

/** Those of a reflector that has not been probed. */
export const NO_FIGURES: ReflectorFigures = {
  ...{ probes: 0, baselineMs: null, jitterMs: 0, loss: 0, newest: null },
};

/** Weight of one probe in the loss, so that it covers about the last 32. */
const LOSS_WEIGHT = 1 / 32;
/** Weight of one difference in the jitter (RFC 3550 section 6.4.1). */
const JITTER_WEIGHT = 1 / 16;
/** A smaller RTT is nearly the baseline at once; a greater one, which may be load, moves it over 10 min. */
const BASELINE_DOWN_WEIGHT = 0.9;
const BASELINE_UP_SEC = 600;
/** Jitter that halves the score, ms. */
const HALVING_JITTER_MS = 50;

/** The figures after one more probe; `rttMs` is null when it was lost. */
export function afterProbe(
  before: ReflectorFigures,
  { sentAtMs, rttMs }: { readonly sentAtMs: number; readonly rttMs: number | null },
): ReflectorFigures {
  const probes = before.probes + 1;
  const loss = before.loss + LOSS_WEIGHT * ((rttMs === null ? 1 : 0) - before.loss);
  if (rttMs === null) return { ...before, probes, loss };
  const { newest, jitterMs, baselineMs } = before;
  const passedSec = newest === null ? 0 : Math.max(0, sentAtMs - newest.sentAtMs) / 1000;
  return {
    probes,
    loss,
    jitterMs: newest === null ? 0 : jitterMs + JITTER_WEIGHT * (Math.abs(rttMs - newest.rttMs) - jitterMs),
    baselineMs: baselineMs === null ? rttMs : baselineMs + moveOf(rttMs - baselineMs, passedSec),
    newest: { sentAtMs, rttMs },
  };
}

/** How good a reflector is, from 0 to 1: the share of probes that it answers, half of it at 50 ms of jitter. */
export function scoreOf({ loss, jitterMs }: ReflectorFigures): number {
  return ((1 - loss) * HALVING_JITTER_MS) / (HALVING_JITTER_MS + jitterMs);
}

/** What a baseline moves by, ms. */
function moveOf(differenceMs: number, passedSec: number): number {
  return (
    differenceMs * (differenceMs < 0 ? BASELINE_DOWN_WEIGHT : 1 - Math.exp(-passedSec / BASELINE_UP_SEC))
  );
}
