import { type Direction, type LineSettings, WanctlError } from '@wanctl/core';
import type { AdaptiveOptions } from './adaptive-options.js';

const MBIT = 1_000_000;

/** What may be done with one direction's rate. Rates in bit/s, integers. */
export interface DirectionLaw {
  readonly mode: 'adaptive' | 'static' | 'monitor';
  readonly floorBps: number;
  readonly baseBps: number;
  readonly ceilingBps: number;
}

/** The direction as the options and the line bound it. Throws `ERR_OPTIONS_INVALID` when they contradict each other. */
export function directionLaw(
  direction: Direction,
  options: AdaptiveOptions,
  { wanName, bounds }: LineSettings,
): DirectionLaw {
  const { mode, minimum_mbps, base_mbps, maximum_mbps } = options[direction];
  const line = bounds[direction];
  const floorBps = bpsOf(minimum_mbps) ?? line.floorBps;
  const ceilingBps = bpsOf(maximum_mbps) ?? line.ceilingBps;
  const baseBps = bpsOf(base_mbps) ?? ceilingBps;
  const ordered = [line.floorBps, floorBps, baseBps, ceilingBps, line.ceilingBps];
  if (ordered.some((rateBps, at) => rateBps < (ordered[at - 1] ?? 0))) {
    throw new WanctlError(
      'ERR_OPTIONS_INVALID',
      `WAN ${wanName}: ${direction} of the adaptive law must have floor <= minimum <= base <= maximum <= ceiling; ` +
        `they are ${ordered.map((rateBps) => rateBps / MBIT).join(', ')} Mbit/s`,
    );
  }
  return { mode, floorBps, baseBps, ceilingBps };
}

function bpsOf(mbps: number | undefined): number | undefined {
  return mbps === undefined ? undefined : Math.round(mbps * MBIT);
}

/** A rate brought within the direction's bounds, bit/s, an integer. */
export function within({ floorBps, ceilingBps }: DirectionLaw, rateBps: number): number {
  return Math.round(Math.min(Math.max(rateBps, floorBps), ceilingBps));
}
