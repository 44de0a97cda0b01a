import type { CancelTimer, Clock } from '../clock.js';
import { messageOf } from '../errors.js';
import type { Logger } from '../logger.js';
import type { Telemetry } from '../telemetry.js';

/** What a loop ticks by. */
export interface TickerParts {
  /** Between two turns, ms. */
  readonly intervalMs: number;
  /** Until the first turn, ms. */
  readonly firstMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** What a turn that throws means; its message follows in the log. */
  readonly fault: string;
}

/**
 * Takes a turn at fixed times, so that lateness does not add up, until cancelled; turns that were slept through are
 * counted and skipped. One that throws is counted, and logged unless the last fault was the same; the next comes anyway.
 */
export function startTicking(parts: TickerParts, turn: () => void): CancelTimer {
  const { intervalMs, clock, telemetry } = parts;
  const guardedTurn = guarded(parts, turn);
  let nextAtMs = clock.now() + parts.firstMs;
  let cancel: CancelTimer = () => {};
  const arm = () => {
    cancel = clock.schedule(() => {
      const lateMs = Math.max(0, clock.now() - nextAtMs);
      telemetry.record('event-loop-delay', lateMs);
      const missed = Math.floor(lateMs / intervalMs);
      if (missed > 0) telemetry.count('ticks.missed', missed);
      nextAtMs += (missed + 1) * intervalMs;
      arm();
      guardedTurn();
    }, nextAtMs - clock.now());
  };
  arm();
  return () => cancel();
}

function guarded({ fault, logger, telemetry }: TickerParts, turn: () => void): () => void {
  let told = '';
  return () => {
    try {
      turn();
    } catch (error) {
      telemetry.count('ticks.failed');
      const message = messageOf(error);
      if (message !== told) logger.error(`${fault}: ${message}`);
      told = message;
    }
  };
}
