import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DashboardPlace, isLoopback } from './place.js';
import { refusalOf } from './refusal.js';
import { type Routes, routesOf, sendJson } from './routes.js';
import type { DashboardSource } from './source.js';

/** What one dashboard may cost the daemon at most; what is more is cut off. */
const LIMITS = {
  maxHeaderSize: 8192,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 5000,
};
const MAX_CONNECTIONS = 48;
/** A connection on which nothing moves for so long ends, ms. */
const IDLE_MS = 30_000;

/** Nothing from elsewhere, nothing inline, in nobody's frame, kept in no cache. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A dashboard that is being served. */
export interface Dashboard {
  /** Where it is, e.g. `http://127.0.0.1:9101/`. */
  readonly url: string;
  /** Ends it, with all that is under way. */
  close(): Promise<void>;
}

/**
 * Serves health, live feed, history and the page. Rejects when the address is not to be had, and without a token on
 * any but the loopback.
 */
export async function serveDashboard(place: DashboardPlace, source: DashboardSource): Promise<Dashboard> {
  const { host, port, token } = place;
  if (token === null && !isLoopback(host)) {
    throw new Error(`others can reach ${host}: set a token, or "host: 127.0.0.1"`);
  }
  const server = createServer(LIMITS, answerer(place, routesOf(source)));
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = IDLE_MS;
  await once(server.listen(port, host), 'listening');
  server.on('error', () => {});
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answerer(place: DashboardPlace, routes: Routes): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, place);
    if (refusal) {
      for (const [name, value] of Object.entries(refusal.headers ?? {})) response.setHeader(name, value);
      response.setHeader('connection', 'close');
      return sendJson(response, refusal.status, { error: refusal.error });
    }
    void answer(request.url ?? '', response, routes);
  };
}

/** What fails here is told to nobody but who asked, without details: they may name files. */
async function answer(target: string, response: ServerResponse, routes: Routes): Promise<void> {
  try {
    const url = URL.canParse(target, 'http://dashboard') ? new URL(target, 'http://dashboard') : null;
    const route = url && routes(url.pathname);
    if (!route) return sendJson(response, 404, { error: 'there is nothing here' });
    await route(url, response);
  } catch {
    if (response.headersSent) response.destroy();
    else sendJson(response, 500, { error: 'the daemon could not answer' });
  }
}
