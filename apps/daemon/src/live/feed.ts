import type { Clock, Events } from '@wanctl/core';
import type { LiveEvent, LiveFeed, LiveRecord } from '@wanctl/dashboard';
import { pointMaker } from './points.js';
import { tellEvents } from './tell-events.js';
import { keepTrace } from './trace.js';

/** So many writes are kept, and so many of all other events, which a busy line's writes must not push out. */
const KEPT_WRITES = 50;
const KEPT_EVENTS = 150;

/** What a daemon does, out of what its loops tell: the last minutes, bounded, and then as it happens. */
export function createLiveFeed(wans: readonly string[], events: Events, clock: Clock): LiveFeed {
  const followers = new Set<(record: LiveRecord) => void>();
  const traces = new Map(wans.map((wan) => [wan, { trace: keepTrace(), pointOf: pointMaker(clock) }]));
  const writes: LiveEvent[] = [];
  const others: LiveEvent[] = [];
  const pass = (record: LiveRecord) => {
    for (const follower of followers) follower(record);
  };
  events.on('tick', (tick) => {
    const kept = traces.get(tick.wan);
    const point = kept?.pointOf(tick);
    if (!kept || !point) return;
    kept.trace.add(point);
    pass(point);
  });
  tellEvents(events, clock, (event) => {
    const [kept, most] = event.what === 'write' ? [writes, KEPT_WRITES] : [others, KEPT_EVENTS];
    if (kept.push(event) > most) kept.shift();
    pass(event);
  });
  return {
    recent() {
      const points = [...traces.values()].flatMap(({ trace }) => trace.points());
      return [...points, ...writes, ...others].sort((a, b) => a.atMs - b.atMs);
    },
    follow(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
  };
}
