import type { RttSample } from '@wanctl/core';

/** Time between two probes to one reflector in which the weights below are meant, ms. */
const USUAL_SPACING_MS = 200;
/** Weight of a sample below the baseline: the line cannot be faster than it is. */
const FALLING = 0.9;
/** Weights of one above it: a standing queue must not become the baseline. */
const RISING_QUIET = 0.01;
const RISING_LOADED = 0.0003;
/** Weight of a sample in the noise, and below what it may be noise, ms. */
const NOISE_WEIGHT = 0.02;
const NOISE_BELOW_MS = 60;

/** What is known of one host that answers. */
export interface Reflector {
  /** RTT of the unloaded line to it, ms. */
  readonly baselineMs: number;
  /** When its last answered probe was sent; null when that was before a restart. */
  readonly sampledAtMs: number | null;
}

/** The reflector after an answer. The first is the baseline; weights hold for any probing rate. */
export function learn(
  before: Reflector | undefined,
  { sentAtMs }: RttSample,
  rttMs: number,
  quiet: boolean,
): Reflector {
  if (before === undefined) return { baselineMs: rttMs, sampledAtMs: sentAtMs };
  const { baselineMs, sampledAtMs } = before;
  const spacings =
    sampledAtMs === null ? 1 : Math.min(Math.max(sentAtMs - sampledAtMs, 0) / USUAL_SPACING_MS, 10);
  const rising = quiet ? RISING_QUIET : RISING_LOADED;
  const weight = rttMs < baselineMs ? FALLING : 1 - (1 - rising) ** spacings;
  return { baselineMs: baselineMs + weight * (rttMs - baselineMs), sampledAtMs: sentAtMs };
}

/** The line's jitter after a delay on a quiet line, or a jump on a loaded one, ms. Larger ones are no jitter. */
export function learnNoise(noiseMs: number, delayMs: number): number {
  return delayMs < NOISE_BELOW_MS ? noiseMs + NOISE_WEIGHT * (Math.max(0, delayMs) - noiseMs) : noiseMs;
}
