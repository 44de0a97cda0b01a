import type { LiveEvent, LivePoint, LiveRecord } from '../source.js';

/** How much of the live feed is shown, ms. */
export const LIVE_MS = 600_000;
/** How many events are shown, and how many of them may be writes, which on a busy line push out all else. */
const EVENTS = 100;
const WRITES = 30;
const RETRY_MS = 2000;

/** What has come of the live feed. */
export interface Feed {
  /** Points of the last minutes by WAN, oldest first. */
  readonly points: ReadonlyMap<string, readonly LivePoint[]>;
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  readonly isConnected: boolean;
}

const NOTHING: Feed = { points: new Map(), events: [], isConnected: false };

/** Follows the daemon's live feed for good, whatever becomes of the daemon; `tell` hears of each change. */
export function followFeed(tell: (feed: Feed) => void): void {
  let feed = NOTHING;
  const change = (next: Feed) => {
    feed = next;
    tell(feed);
  };
  const connect = () => {
    const stream = new EventSource('live');
    stream.addEventListener('recent', ({ data }) => {
      const records: readonly LiveRecord[] = JSON.parse(data);
      change(records.reduce(withRecord, { ...NOTHING, isConnected: true }));
    });
    stream.onmessage = ({ data }) => change(withRecord(feed, JSON.parse(data)));
    stream.onerror = () => {
      change({ ...feed, isConnected: false });
      // A connection that breaks is made again by the browser, one that was refused is not.
      if (stream.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
    };
  };
  connect();
}

/** The feed with one more record, which it takes over, and without what has become too old. */
function withRecord(feed: Feed, record: LiveRecord): Feed {
  if (record.kind === 'event') return { ...feed, events: newest([record, ...feed.events]) };
  const points = [...(feed.points.get(record.wan) ?? []), record];
  const oldest = points.findIndex(({ atMs }) => atMs >= record.atMs - LIVE_MS);
  return { ...feed, points: new Map(feed.points).set(record.wan, points.slice(oldest)) };
}

function newest(events: readonly LiveEvent[]): readonly LiveEvent[] {
  const oldestWrite = events.filter(({ what }) => what === 'write')[WRITES];
  return events.filter((event) => event !== oldestWrite).slice(0, EVENTS);
}
