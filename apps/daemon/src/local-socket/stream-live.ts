import type { ServerResponse } from 'node:http';
import type { LiveFeed, LiveRecord } from '@wanctl/dashboard';

/** A reader that leaves more than this unread, beside the past that it got first, is too slow, bytes. */
const MOST_UNREAD_BYTES = 1e6;

/** Answers with the feed's past and then with what happens, a JSON line each, until the reader goes or is too slow. */
export function streamLive(feed: LiveFeed, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.flushHeaders();
  const past = feed.recent().map(lineOf).join('');
  const mostBytes = Buffer.byteLength(past) + MOST_UNREAD_BYTES;
  response.write(past);
  const forget = feed.follow((record) => {
    response.write(lineOf(record));
    if (response.writableLength > mostBytes) response.destroy();
  });
  response.once('close', forget);
}

function lineOf(record: LiveRecord): string {
  return `${JSON.stringify(record)}\n`;
}
