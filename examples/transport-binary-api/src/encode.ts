import { type Change, type Command, type ReadRequest, TransportError } from '@wanctl/core';

/** A command and what hangs on it. */
export interface Request {
  /** The first is the command, e.g. `/queue/tree/set`. */
  readonly words: readonly string[];
  /** It changes the router, so that a fault may come after the change. */
  readonly isChange: boolean;
}

/**
 * `<menu>/print`. Rows are never filtered by the router, only fields are chosen: those wanted, those to match, and the
 * id, which the API gives only when asked. Throws `rejected` for a malformed menu.
 */
export function encodeRead({ menu, match = {}, fields }: ReadRequest): Request {
  const wanted = new Set(['.id', ...(fields ?? []), ...Object.keys(match)]);
  const proplist = fields ? [`=.proplist=${[...wanted].join(',')}`] : [];
  return { words: [commandPath(menu, 'print'), ...proplist], isChange: false };
}

/** `<menu>/set`. Throws `rejected` for a malformed menu or id. */
export function encodeChange({ menu, id, set }: Change): Request {
  // The API takes names and lists as well.
  if (!/^\*[\dA-F]+$/i.test(id))
    throw new TransportError('rejected', `"${id}" is not the id of an object in ${menu}`);
  return { words: [commandPath(menu, 'set'), ...attributes({ '.id': id, ...set })], isChange: true };
}

/** Any command. Throws `rejected` for a malformed menu or name. */
export function encodeCommand({ menu, name, arguments: given = {} }: Command): Request {
  return { words: [commandPath(menu, name), ...attributes(given)], isChange: true };
}

function attributes(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).map(([name, value]) => `=${name}=${value}`);
}

function commandPath(menu: string, name: string): string {
  const path = `/${menu}/${name}`;
  if (/^(\/[a-z0-9-]+)+$/.test(path)) return path;
  throw new TransportError('rejected', `"${menu}" is not a menu; write it like queue/tree`);
}
