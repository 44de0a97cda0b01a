/** What a line and the router behind it are like at one moment. */
export interface Moment {
  /** Round trip of the line, ms. */
  readonly rttMs: number;
  /** What its users want, bit/s. */
  readonly demandBps: number;
  /** No reflector answers. */
  readonly isOut: boolean;
  /** The router answers with errors alone. */
  readonly isRouterIll: boolean;
}

/** An evening comes again after so long, ms, so that what it leaves behind can be compared at equal moments. */
export const EVENING_MS = 600_000;
/** Between two swings of the delay, ms. */
const SWING_MS = 5000;
const CALM_RTT_MS = 20;
const SWINGS_MS = [20, 20, 24, 45, 120];
/** No two WANs have the same at the same time, ms. */
const APART_MS = 61_000;

/** An evening: calm, then busy with swings of the delay, an outage, busy again, and the router ill for 10 s. */
export function eveningAt(atMs: number, wanIndex: number): Moment {
  const ownMs = (atMs + wanIndex * APART_MS) % EVENING_MS;
  const isBusy = ownMs >= 180_000 && ownMs < 540_000;
  const swing = Math.floor(ownMs / SWING_MS);
  // Steps of 2 and 3 in turn visit the swings in an order that is not a plain one.
  const swingMs = SWINGS_MS[(swing * 2 + Math.floor(swing / 5)) % SWINGS_MS.length] ?? CALM_RTT_MS;
  return {
    rttMs: isBusy ? swingMs : CALM_RTT_MS,
    demandBps: isBusy ? Number.POSITIVE_INFINITY : 2e6,
    isOut: ownMs >= 330_000 && ownMs < 350_000,
    isRouterIll: atMs % EVENING_MS >= 500_000 && atMs % EVENING_MS < 510_000,
  };
}
