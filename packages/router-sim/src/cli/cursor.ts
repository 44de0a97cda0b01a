import { RouterError } from '../device/router-error.js';

/** A place in a command line. */
export interface Cursor {
  readonly line: string;
  at: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  $: '$',
  '?': '?',
  _: ' ',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Moves past what the sticky pattern matches and gives it; undefined when it does not match here. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const [matched] = pattern.exec(cursor.line) ?? [];
  cursor.at += matched?.length ?? 0;
  return matched;
}

/** Moves past spaces; false at the end of a command. */
export function moreArguments(cursor: Cursor): boolean {
  take(cursor, / +/y);
  return cursor.at < cursor.line.length && !';])}'.includes(cursor.line[cursor.at] ?? '');
}

/** Refuses the line at a place, with the router's words for it. */
export function refuse(message: string, at: number): never {
  throw new RouterError(400, `${message} (line 1 column ${at + 1})`);
}

/**
 * The text of a string in double quotes. Backslash escapes are undone, two hex digits being one byte of UTF-8,
 * and `$name` is a variable, none of which is set (RouterOS manual, "Scripting").
 */
export function takeString(cursor: Cursor): string | undefined {
  if (take(cursor, /"/y) === undefined) return undefined;
  const bytes: Buffer[] = [];
  while (take(cursor, /"/y) === undefined) {
    const code = take(cursor, /\\(?:[0-9A-F]{2}|["\\$?_nrt])/y)?.slice(1);
    if (code?.length === 2) bytes.push(Buffer.from(code, 'hex'));
    else if (code !== undefined) bytes.push(Buffer.from(ESCAPES[code] ?? ''));
    else if (take(cursor, /\$[A-Za-z0-9]+/y) === undefined) {
      bytes.push(Buffer.from(take(cursor, /[^"\\$]/uy) ?? refuse('syntax error', cursor.at)));
    }
  }
  return Buffer.concat(bytes).toString();
}
