import { isJsonObject, type Json, type JsonObject, type Row } from '@wanctl/core';
import { wearFlash } from '../device/flash.js';
import type { MenuCommand, Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { addRow, pick, printRow, removeRow, setRow } from '../device/rows.js';
import { requirePolicy } from '../users.js';
import { runCommand, toFields } from './commands.js';
import { execute } from './execute.js';
import { resolveRow, resolveTarget, type Target } from './target.js';

/** One REST request, read whole. */
export interface RestRequest {
  readonly method: string;
  /** Path and query string as sent. */
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** Status and JSON body; no body with 204. */
export interface RestAnswer {
  readonly status: number;
  readonly body?: Json;
}

type Verb = (router: Router, target: Target, request: RestRequest) => RestAnswer;

const VERBS: Readonly<Record<string, Verb>> = {
  GET: get,
  PUT: put,
  PATCH: patch,
  DELETE: remove,
  POST: post,
};

/** Carries out one request of a user with these policies. Throws `RouterError` for what the router refuses. */
export function dispatch(router: Router, policies: readonly string[], request: RestRequest): RestAnswer {
  const verb = VERBS[request.method];
  if (!verb) throw new RouterError(501);
  const [path = ''] = request.url.split('?');
  if (!path.startsWith('/rest/')) throw new RouterError(404);
  if (path === '/rest/execute' && request.method === 'POST') {
    return { status: 200, body: execute(router, policies, parseBody(request)) };
  }
  const target = resolveTarget(router, path.slice('/rest/'.length));
  const reads = request.method === 'GET' || ['print', 'monitor-traffic'].includes(target.behind ?? '');
  requirePolicy(policies, reads ? 'read' : 'write');
  if (reads) wearFlash(router, 'read');
  if (router.clock.now() < router.settledMs) return unsettledAnswer(target);
  return verb(router, target, request);
}

/** Just after boot there is nothing to be seen yet, and nothing wrong with that. */
function unsettledAnswer({ table, behind }: Target): RestAnswer {
  if (behind !== undefined && behind !== 'print') throw new RouterError(404);
  return { status: 200, body: table.menu.singleton ? {} : [] };
}

function get(router: Router, target: Target, { url }: RestRequest): RestAnswer {
  const { table, behind } = target;
  const { '.proplist': proplist, ...filters } = Object.fromEntries(new URLSearchParams(url.split('?')[1]));
  const show = (row: Row) => pick(row, proplist?.split(','));
  if (behind !== undefined) return { status: 200, body: show(printRow(router, table, resolveRow(target))) };
  const rows = table.rows.map((row) => printRow(router, table, row));
  const matching = rows.filter((row) => Object.entries(filters).every(([key, value]) => row[key] === value));
  const shown = matching.map(show);
  return { status: 200, body: (table.menu.singleton && shown[0]) || shown };
}

function put(router: Router, { table, behind }: Target, request: RestRequest): RestAnswer {
  if (behind !== undefined) throw new RouterError(400, 'no such command');
  requireCommand(table.menu.commands, 'add');
  const row = addRow(router, table, toFields(parseBody(request)));
  return { status: 201, body: printRow(router, table, row) };
}

function patch(router: Router, target: Target, request: RestRequest): RestAnswer {
  const { table } = target;
  requireCommand(table.menu.commands, 'set');
  const row = resolveRow(target);
  setRow(router, table, row, toFields(parseBody(request)));
  return { status: 200, body: printRow(router, table, row) };
}

function remove(router: Router, target: Target): RestAnswer {
  requireCommand(target.table.menu.commands, 'remove');
  removeRow(router, target.table, resolveRow(target));
  return { status: 204 };
}

function post(router: Router, { table, behind = '' }: Target, request: RestRequest): RestAnswer {
  const command = requireCommand([...table.menu.commands, 'print'], behind);
  return { status: 200, body: runCommand(router, table, command, parseBody(request)) };
}

/** True for a monitor that nobody told to end: it runs until the session is closed. */
export function runsForever({ method, url, body }: RestRequest): boolean {
  return method === 'POST' && url.endsWith('/monitor-traffic') && !/"once":\s*"(?!false)/.test(body);
}

function requireCommand<C extends MenuCommand | 'print'>(commands: readonly C[], name: string): C {
  const command = commands.find((known) => known === name);
  if (!command) throw new RouterError(400, 'no such command');
  return command;
}

function parseBody({ contentType, body }: RestRequest): JsonObject {
  if (body === '') return {};
  if (contentType?.split(';')[0]?.trim() !== 'application/json') throw new RouterError(415);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new RouterError(400);
  }
  if (!isJsonObject(parsed)) throw new RouterError(400);
  return parsed;
}
