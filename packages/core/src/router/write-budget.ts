import type { Direction } from '../assessor.js';
import type { Clock } from '../clock.js';

/**
 * Writes that the raises of a WAN may bring any hour to, cuts included. RouterOS keeps every setting on flash (manual,
 * "Command Line Interface": safe mode alone delays that), which takes 100 000 writes of a sector (MikroTik wiki,
 * "RouterBOARD bad blocks"). Where 4 sectors of 4 KiB a write take turns, 3600 writes an hour for ever, which is two
 * thirds of this, wear out 1 GB of NAND (RB5009) in 208 years and 16 MB (hEX) in 3.
 */
const PER_HOUR = 5400;
const HOUR_MS = 3_600_000;

/** Writes that are saved up in calm hours for a lively one. */
const RESERVE = PER_HOUR / 3;
/** One a second, which is what both limits take at most when they are decided every 2 s. */
const SAVED_PER_MS = (PER_HOUR - RESERVE) / HOUR_MS;
/** Least time between two raises of a limit while the reserve is whole, ms; twice that when half is left, and so on. */
const LEAST_GAP_MS = 200;

/** How the write budget of a WAN stands. */
export interface WriteBudgetHealth {
  /** Writes within the last hour. */
  readonly used: number;
  /** As many as raises may bring it to; cuts may go beyond. */
  readonly perHour: number;
  /** Least time between two raises of a limit as it stands, ms; null while none may go. */
  readonly raiseEveryMs: number | null;
}

/**
 * What the writes of a WAN are taken from. Cuts always go and count, if need be as a debt. Raises wait the longer the
 * less is left, so that there are fewer and larger ones.
 */
export class WriteBudget {
  readonly #clock: Pick<Clock, 'now'>;
  #left = RESERVE;
  #savedAtMs: number;
  readonly #raisedAtMs: Partial<Record<Direction, number>> = {};
  readonly #writtenAtMs: number[] = [];

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#savedAtMs = clock.now();
  }

  /** Takes a write of that limit; false when it is a raise that has to wait, for a later, then newer, wish. */
  take(direction: Direction, isRaise: boolean): boolean {
    const nowMs = this.#clock.now();
    if (isRaise) {
      const gapMs = this.#gapMs(nowMs);
      const raisedAtMs = this.#raisedAtMs[direction] ?? Number.NEGATIVE_INFINITY;
      if (gapMs === null || nowMs - raisedAtMs < gapMs) return false;
      this.#raisedAtMs[direction] = nowMs;
    }
    this.#left = this.#leftAt(nowMs) - 1;
    this.#savedAtMs = nowMs;
    this.#writtenAtMs.push(nowMs);
    while ((this.#writtenAtMs[0] ?? nowMs) <= nowMs - HOUR_MS) this.#writtenAtMs.shift();
    return true;
  }

  health(): WriteBudgetHealth {
    const nowMs = this.#clock.now();
    const used = this.#writtenAtMs.filter((writtenAtMs) => writtenAtMs > nowMs - HOUR_MS).length;
    return { used, perHour: PER_HOUR, raiseEveryMs: this.#gapMs(nowMs) };
  }

  #leftAt(nowMs: number): number {
    return Math.min(RESERVE, this.#left + (nowMs - this.#savedAtMs) * SAVED_PER_MS);
  }

  #gapMs(nowMs: number): number | null {
    const left = this.#leftAt(nowMs);
    return left < 1 ? null : (LEAST_GAP_MS * RESERVE) / left;
  }
}
