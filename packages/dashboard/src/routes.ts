import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { streamLive } from './live-stream.js';
import type { DashboardSource, HistoryRange, LivePoint } from './source.js';

const PAGE_FOLDER = new URL('../dist/page/', import.meta.url);

/** Files of the page by path. */
const PAGE_FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

const HISTORY_RANGES: readonly HistoryRange[] = ['1h', '6h', '24h', '7d', '14d'];

/** Answers one request for a path with its query. */
export type Route = (url: URL, response: ServerResponse) => Promise<void>;

/** What answers a path; undefined where there is nothing. */
export type Routes = (path: string) => Route | undefined;

/** The paths of a dashboard. */
export function routesOf(source: DashboardSource): Routes {
  const data: Readonly<Record<string, Route>> = {
    '/health': async (_, response) => {
      const health = source.health();
      sendJson(response, health.status === 'healthy' ? 200 : 503, health);
    },
    '/profile': async (_, response) => sendJson(response, 200, source.profile()),
    '/history': historyRoute(source),
    '/live': async (_, response) => streamLive(source, response),
  };
  const files = Object.entries(PAGE_FILES).map(([path, [file, type]]): [string, Route] => [
    path,
    async (_, response) => {
      const content = await readFile(new URL(file, PAGE_FOLDER));
      response.writeHead(200, { 'content-type': type }).end(content);
    },
  ]);
  const routes = new Map([...Object.entries(data), ...files]);
  return (path) => routes.get(path);
}

/** Whoever asks while a range is being read gets the same answer: it costs a read of days of files. */
function historyRoute(source: DashboardSource): Route {
  const underWay = new Map<HistoryRange, Promise<readonly LivePoint[]>>();
  return async (url, response) => {
    const range = HISTORY_RANGES.find((known) => known === url.searchParams.get('range'));
    if (!range) return sendJson(response, 400, { error: `range is one of ${HISTORY_RANGES.join(', ')}` });
    const points = underWay.get(range) ?? source.history(range).finally(() => underWay.delete(range));
    underWay.set(range, points);
    sendJson(response, 200, await points);
  };
}

/** Sends a document as JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
