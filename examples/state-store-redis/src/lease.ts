import type { CancelTimer, Clock, StateLock } from '@wanctl/core';

/** A lease has so many parts: it is renewed after each, and its holder does without the last. */
const PARTS = 6;

/** How one lease is kept. */
export interface LeaseParts {
  /** How long others wait after the last sign of life, ms. */
  readonly leaseMs: number;
  /** When the request that took it was sent. */
  readonly taken: Moment;
  /** Gives a sign of life: false when the lease is another's. Rejects when nobody can tell. */
  readonly renew: () => Promise<boolean>;
  readonly giveBack: () => Promise<void>;
  readonly clock: Clock;
}

/** A point in time on both clocks, ms. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** This moment. */
export function momentOf(clock: Clock): Moment {
  return { monotonicMs: clock.now(), wallMs: clock.wall().getTime() };
}

/**
 * A lock that lasts as long as it is renewed. Its time runs from when a renewal was *sent*, and ends a sixth of the
 * lease before anybody else may take it, for what is on its way to the router then.
 */
export function keepLease({ leaseMs, taken, renew, giveBack, clock }: LeaseParts): StateLock {
  const partMs = leaseMs / PARTS;
  let renewed = taken;
  let isOver = false;
  let isRenewing = false;
  let cancel: CancelTimer = () => {};
  let tellLost = () => {};
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve;
  });
  const held = () => !isOver && ageMs(renewed, clock) < leaseMs - partMs;
  const lose = () => {
    isOver = true;
    cancel();
    tellLost();
  };
  const renewOnce = async () => {
    const sent = momentOf(clock);
    isRenewing = true;
    const isOurs = await renew().catch(() => null);
    isRenewing = false;
    if (isOurs && held()) renewed = sent;
    if (isOurs === false && !isOver) lose();
  };
  const look = () => {
    cancel = clock.schedule(look, partMs);
    if (!held()) lose();
    else if (!isRenewing) void renewOnce();
  };
  cancel = clock.schedule(look, partMs);
  return {
    held,
    lost,
    async release() {
      if (isOver) return;
      isOver = true;
      cancel();
      await giveBack();
    },
  };
}

/** By whichever clock has moved more: the monotonic one stands still while a machine is suspended. */
function ageMs({ monotonicMs, wallMs }: Moment, clock: Clock): number {
  const now = momentOf(clock);
  return Math.max(now.monotonicMs - monotonicMs, now.wallMs - wallMs);
}
