import type { LiveEvent, LivePoint, LiveRecord } from '@wanctl/dashboard';
import type { Health } from '../health/health.js';

/** Enough for the widest sparkline. */
const KEPT_POINTS = 2400;
/** Enough for the tallest screen. */
const KEPT_EVENTS = 200;

/** What is known of the daemons that are watched. */
export interface Seen {
  readonly healths: readonly Health[];
  /** What is wrong, a line each: daemons that do not answer. */
  readonly missing: readonly string[];
  /** Points of each WAN, oldest first. */
  readonly points: ReadonlyMap<string, readonly LivePoint[]>;
  /** Oldest first. */
  readonly events: readonly LiveEvent[];
}

/** Before anything is known. */
export const NOTHING_SEEN: Seen = { healths: [], missing: [], points: new Map(), events: [] };

/** With a record more. */
export function withRecord(seen: Seen, record: LiveRecord): Seen {
  if (record.kind === 'event') return { ...seen, events: [...seen.events, record].slice(-KEPT_EVENTS) };
  const before = seen.points.get(record.wan) ?? [];
  const points = new Map(seen.points).set(record.wan, [...before, record].slice(-KEPT_POINTS));
  return { ...seen, points };
}

/** Without what is remembered of these WANs and steerings, which their daemon will tell anew. */
export function without(seen: Seen, names: readonly string[]): Seen {
  const points = new Map([...seen.points].filter(([wan]) => !names.includes(wan)));
  return { ...seen, points, events: seen.events.filter(({ name }) => !names.includes(name)) };
}
