import { type Change, type Command, type ReadRequest, TransportError } from '@wanctl/core';

/** One REST request, without the router it goes to. */
export interface RestRequest {
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** Path under `/rest/`, encoded, with its query string. */
  readonly path: string;
  /** JSON text; absent for GET. */
  readonly body?: string;
  /** `.id` of the object that it changes. */
  readonly id?: string;
}

/**
 * `GET <menu>`. Rows are never filtered by the router, only fields are chosen: those wanted, those to match, and
 * the id (RouterOS REST API manual, `.proplist`). Throws `rejected` for a malformed menu.
 */
export function encodeRead({ menu, match = {}, fields }: ReadRequest): RestRequest {
  const path = menuPath(menu);
  if (!fields) return { method: 'GET', path };
  const wanted = new Set(['.id', ...fields, ...Object.keys(match)]);
  return { method: 'GET', path: `${path}?.proplist=${[...wanted].map(encodeURIComponent).join(',')}` };
}

/** `PATCH <menu>/<id>`, all values as text. Throws `rejected` for a malformed menu or id. */
export function encodeChange({ menu, id, set }: Change): RestRequest {
  // Dots alone would be taken for steps in the path.
  if (/^\.*$/.test(id)) throw new TransportError('rejected', `"${id}" is not the id of an object in ${menu}`);
  const path = `${menuPath(menu)}/${encodeURIComponent(id)}`;
  return { method: 'PATCH', path, body: JSON.stringify(set), id };
}

/** `POST <menu>/<command>`. Throws `rejected` for a malformed menu or name. */
export function encodeCommand({ menu, name, arguments: given = {} }: Command): RestRequest {
  return { method: 'POST', path: menuPath(`${menu}/${name}`), body: JSON.stringify(given) };
}

function menuPath(menu: string): string {
  if (/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(menu)) return menu;
  throw new TransportError('rejected', `"${menu}" is not a menu; write it like queue/tree`);
}
