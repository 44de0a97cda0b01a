import type { CancelTimer, Clock } from '../clock.js';

/** A clock that stands still until told to move. Timers fire in order of their due time while it moves. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #wallMs: number;
  #timers: { dueMs: number; callback: () => void }[] = [];

  constructor(wall: Date = new Date('2026-01-01T00:00:00Z')) {
    this.#wallMs = wall.getTime();
  }

  now(): number {
    return this.#nowMs;
  }

  wall(): Date {
    return new Date(this.#wallMs);
  }

  /** Sets calendar time without moving monotonic time, as an administrator or NTP may. */
  setWall(wall: Date): void {
    this.#wallMs = wall.getTime();
  }

  schedule(callback: () => void, delayMs: number): CancelTimer {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Moves time forward, firing what falls due, and lets promise callbacks run in between. */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#nowMs + durationMs;
    for (;;) {
      await settle();
      const next = this.#timers.filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#moveTo(next.dueMs);
      next.callback();
    }
    this.#moveTo(endMs);
  }

  #moveTo(nowMs: number): void {
    this.#wallMs += nowMs - this.#nowMs;
    this.#nowMs = nowMs;
  }
}

/** Lets everything run that is already resolved. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
