import type { Zone } from '@wanctl/core';
import { congestionOf, smooth } from './congestion.js';
import type { SteeringFigures, SteeringObservation } from './observation.js';
import type { SteeringLawOptions } from './steering-options.js';
import type { History, SteeringState } from './steering-state.js';

/** Zones that the score looks back on. */
const ZONES_KEPT = 3;

/**
 * Takes a fresh sample in: smooths it, judges the congestion and extends the histories. `baselineMs` and `rttMs` are
 * known by now.
 */
export function measure(
  options: SteeringLawOptions,
  before: SteeringState,
  observation: SteeringObservation & { baselineMs: number; rttMs: number },
  cycles: number,
): { state: SteeringState; figures: SteeringFigures } {
  const { baselineMs, rttMs } = observation;
  const deltaMs = Math.max(0, rttMs - baselineMs);
  const figures = { rttMs, baselineMs, deltaMs, deltaEwmaMs: deltaMs, drops: 0, queuedPackets: 0 };
  const history = withDelay(before.history, rttMs, deltaMs, options.historySize);
  if (options.judge === 'delay') return { state: { ...before, history }, figures };

  const { thresholds } = options;
  const isRead = observation.queuedPackets !== null;
  const drops = observation.drops ?? 0;
  const queuedPackets = observation.queuedPackets ?? 0;
  const deltaEwmaMs = smooth(before.deltaEwmaMs, deltaMs, thresholds.rttEwmaAlpha, cycles);
  const congestion = congestionOf(thresholds, {
    deltaEwmaMs,
    queuedPackets,
    drops: observation.drops === null ? null : observation.drops / cycles,
    zone: observation.primary.zone,
  });
  // The steering's own zones have no SOFT_RED; the primary's loop does.
  const zone: Zone =
    congestion !== 'RED' && observation.primary.zone === 'SOFT_RED' ? 'SOFT_RED' : congestion;
  const state = {
    ...before,
    deltaEwmaMs,
    queueEwma: smooth(before.queueEwma, queuedPackets, thresholds.queueEwmaAlpha, cycles),
    congestion,
    readFailures: isRead ? 0 : before.readFailures + 1,
    history: {
      ...(isRead ? withQueue(history, drops, queuedPackets, options.historySize) : history),
      zones: newest([...before.history.zones, zone], ZONES_KEPT),
    },
  };
  return { state, figures: { ...figures, deltaEwmaMs, drops, queuedPackets } };
}

function withDelay(history: History, rttMs: number, deltaMs: number, size: number): History {
  return {
    ...history,
    rttMs: newest([...history.rttMs, rttMs], size),
    deltaMs: newest([...history.deltaMs, deltaMs], size),
  };
}

function withQueue(history: History, drops: number, queuedPackets: number, size: number): History {
  return {
    ...history,
    drops: newest([...history.drops, drops], size),
    queuedPackets: newest([...history.queuedPackets, queuedPackets], size),
  };
}

function newest<T>(values: readonly T[], size: number): readonly T[] {
  return values.slice(-size);
}
