import type { PerDirection } from '@wanctl/core';
import { type Random, seededRandom } from '../random.js';
import {
  createDirection,
  type Direction,
  type DirectionOptions,
  queueDelayMs,
  stepDirection,
} from './direction.js';

/** How a line starts out. */
export interface WanLinkOptions extends PerDirection<DirectionOptions> {
  /** Round trip without load, ms; 20 by default. */
  readonly baseRttMs?: number;
  /** Each round trip is longer by up to this much, evenly spread, ms; 0 by default. */
  readonly jitterMs?: number;
  /** Decides jitter and losses; 1 by default. */
  readonly seed?: number;
}

/** A model of an internet line behind a router's two queues. Its time moves by `step` alone. */
export interface WanLink extends PerDirection<Direction> {
  baseRttMs: number;
  jitterMs: number;
  /** Moves it on, in pieces of at most 10 ms. */
  step(dtMs: number): void;
  /** Round trip of a probe that is sent now, ms: the base, the queues of both directions, jitter. */
  rttMs(): number;
}

const MAX_STEP_MS = 10;

/** An idle line. */
export function createWanLink(options: WanLinkOptions): WanLink {
  const random: Random = seededRandom(options.seed ?? 1);
  const link: WanLink = {
    download: createDirection(options.download),
    upload: createDirection(options.upload),
    baseRttMs: options.baseRttMs ?? 20,
    jitterMs: options.jitterMs ?? 0,
    step(dtMs) {
      for (let leftMs = dtMs; leftMs > 0; leftMs -= MAX_STEP_MS) {
        const pieceMs = Math.min(leftMs, MAX_STEP_MS);
        const rttMs = smoothRttMs(link);
        stepDirection(link.download, false, rttMs, pieceMs);
        stepDirection(link.upload, true, rttMs, pieceMs);
      }
    },
    rttMs: () => smoothRttMs(link) + link.jitterMs * random(),
  };
  return link;
}

function smoothRttMs({ baseRttMs, download, upload }: WanLink): number {
  return baseRttMs + queueDelayMs(download) + queueDelayMs(upload);
}
