import type { ServerResponse } from 'node:http';
import type { LiveFeed, LiveRecord } from './source.js';

/** A reader that is so far behind is dropped, bytes; it comes again by itself and gets the last minutes anew. */
const MAX_BACKLOG_BYTES = 2_000_000;

/** Streams the feed as Server-Sent Events: an event `recent`, a list, then a message for each record. */
export function streamLive(feed: LiveFeed, response: ServerResponse): void {
  // A quiet line is no reason to hang up.
  response.socket?.setTimeout(0);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (response.req.method === 'HEAD') return void response.end();
  response.write(`retry: 2000\nevent: recent\ndata: ${JSON.stringify(feed.recent())}\n\n`);
  const forget = feed.follow((record: LiveRecord) => {
    response.write(`data: ${JSON.stringify(record)}\n\n`);
    if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy();
  });
  response.once('close', forget);
}
