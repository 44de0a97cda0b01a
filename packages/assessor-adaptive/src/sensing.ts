import type { Observation, RttSample } from '@wanctl/core';
import { learn, learnNoise, type Reflector } from './reflectors.js';

/** Answered probes that are kept. */
const KEPT = 8;
/** A silent probe that was sent this long before an answered one is lost, ms: the path keeps the order. */
const LOST_MS = 75;

/** A probe that has been answered. */
export interface Answer {
  readonly source: string;
  readonly sentAtMs: number;
  /** Over the reflector's baseline, ms. */
  readonly delayMs: number;
}

/** What has been learned from probes. */
export interface Sensing {
  readonly reflectors: Readonly<Record<string, Reflector>>;
  /** The line's own jitter, ms. */
  readonly noiseMs: number;
  /** The newest answers, the one sent last first. */
  readonly answers: readonly Answer[];
  /** RTT and baseline of the last that came in; null before the first. */
  readonly newest: { readonly rttMs: number; readonly baselineMs: number } | null;
  /** When it came in; null before the first. */
  readonly answeredAtMs: number | null;
}

/** A probe without an answer so far. */
export interface Silent {
  readonly source: string;
  readonly sentAtMs: number;
  /** Its age over the reflector's baseline, ms: a lower bound of its delay. */
  readonly delayMs: number;
}

/** What the new answers teach. `quiet`: neither direction carries half its rate. */
export function sense(before: Sensing, rtt: readonly RttSample[], quiet: boolean): Sensing {
  return rtt.reduce((sensing, sample) => senseOne(sensing, sample, quiet), before);
}

function senseOne(before: Sensing, sample: RttSample, quiet: boolean): Sensing {
  const { source, sentAtMs, rttMs } = sample;
  if (rttMs === null) return before;
  const reflector = learn(before.reflectors[source], sample, rttMs, quiet);
  const known = before.reflectors[source] ?? reflector;
  const delayMs = rttMs - known.baselineMs;
  return {
    reflectors: { ...before.reflectors, [source]: reflector },
    noiseMs: learnNoise(before.noiseMs, quiet ? delayMs : jumpOf(delayMs, before.answers)),
    answers: [{ source, sentAtMs, delayMs }, ...before.answers]
      .sort((a, b) => b.sentAtMs - a.sentAtMs)
      .slice(0, KEPT),
    newest: { rttMs, baselineMs: reflector.baselineMs },
    answeredAtMs: Math.max(before.answeredAtMs ?? 0, sentAtMs + rttMs),
  };
}

/** How far a delay is from where the two before it point, ms: a queue grows and drains steadily, jitter does not. */
function jumpOf(delayMs: number, [last, beforeLast]: readonly Answer[]): number {
  return last && beforeLast ? Math.abs(delayMs - 2 * last.delayMs + beforeLast.delayMs) : 0;
}

/** The probes that may still be answered, newest first: those that others have overtaken are lost. */
export function silentProbes(
  { reflectors, answers }: Sensing,
  { pending, nowMs }: Pick<Observation, 'pending' | 'nowMs'>,
): Silent[] {
  const baselineMs = (source: string) => reflectors[source]?.baselineMs ?? 0;
  const [newest] = answers;
  const overtakenMs = newest
    ? newest.sentAtMs + baselineMs(newest.source) - LOST_MS
    : Number.NEGATIVE_INFINITY;
  return pending
    .filter(({ source }) => reflectors[source] !== undefined)
    .filter(({ source, sentAtMs }) => sentAtMs + baselineMs(source) >= overtakenMs)
    .map(({ source, sentAtMs }) => ({ source, sentAtMs, delayMs: nowMs - sentAtMs - baselineMs(source) }))
    .sort((a, b) => b.sentAtMs - a.sentAtMs);
}
