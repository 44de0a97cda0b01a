import type { Clock } from '@wanctl/core';

/** Sectors that each event writes. The true figures are unknown. */
export interface FlashWear {
  /** A configuration change; 4 by default. */
  readonly perWrite: number;
  /** A login or a new REST session; 2 by default. */
  readonly perLogin: number;
  /** A read; 0 by default, though some users report about 2. */
  readonly perRead: number;
}

/** What has been written to flash. */
export interface Flash {
  readonly wear: FlashWear;
  sectorsSinceReboot: number;
  sectorsTotal: number;
  /** When the configuration was changed, ms of the clock; the last 1000. */
  readonly writeTimesMs: number[];
}

/** Figures that reports suggest. */
export const DEFAULT_WEAR: FlashWear = { perWrite: 4, perLogin: 2, perRead: 0 };

const KEPT = 1000;

/** Counts the sectors of an event. */
export function wearFlash(
  { flash, clock }: { flash: Flash; clock: Clock },
  event: 'write' | 'login' | 'read',
): void {
  const { perWrite, perLogin, perRead } = flash.wear;
  const sectors = { write: perWrite, login: perLogin, read: perRead }[event];
  flash.sectorsSinceReboot += sectors;
  flash.sectorsTotal += sectors;
  if (event !== 'write') return;
  flash.writeTimesMs.push(clock.now());
  if (flash.writeTimesMs.length > KEPT) flash.writeTimesMs.shift();
}
