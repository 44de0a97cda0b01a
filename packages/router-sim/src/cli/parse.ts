import type { MenuPath, Router } from '../device/router.js';
import type { Command, Expression, Operator } from './command.js';
import { parseCondition } from './condition.js';
import { type Cursor, moreArguments, refuse, take, takeString } from './cursor.js';
import { LANGUAGE, type Signature, signatureOf } from './signatures.js';

type Tables = Router['tables'];

/** Understands a line of commands joined by `;`. All of it must be right before any of it is run. */
export function parseLine(line: string, tables: Tables): Command[] {
  const cursor: Cursor = { line, at: 0 };
  const commands = parseCommands(cursor, tables);
  if (cursor.at < line.length) refuse('syntax error', cursor.at);
  return commands;
}

function parseCommands(cursor: Cursor, tables: Tables): Command[] {
  const commands: Command[] = [];
  do {
    if (moreArguments(cursor)) commands.push(parseCommand(cursor, tables, ''));
    take(cursor, / +/y);
  } while (take(cursor, /;/y) !== undefined);
  return commands;
}

function parseCommand(cursor: Cursor, tables: Tables, context: string): Command {
  if (take(cursor, /:/y) === undefined) return parseMenuCommand(cursor, tables, context);
  const at = cursor.at;
  const name = take(cursor, /[a-z]+/y) ?? '';
  const signature =
    (Object.hasOwn(LANGUAGE, name) && LANGUAGE[name]) || refuse(`bad command name ${name}`, at);
  return { name: `:${name}`, ...parseArguments(cursor, tables, signature, context, false) };
}

/**
 * A menu path and a command, both separated by slashes or spaces, and its arguments. The path may be left out
 * in brackets: it is that of the command around them, as in `set [find name="X"]`.
 */
function parseMenuCommand(cursor: Cursor, tables: Tables, context: string): Command {
  let path = take(cursor, /\//y) === undefined ? context : '';
  for (;;) {
    const at = cursor.at;
    const word = take(cursor, /[^ /;[\]=]+/y) ?? refuse('expected command name', at);
    const menu = path as MenuPath;
    const signature = Object.hasOwn(tables, menu) && signatureOf(tables[menu].menu, word);
    if (signature)
      return { menu, name: word, ...parseArguments(cursor, tables, signature, menu, word === 'find') };
    path = path === '' ? word : `${path}/${word}`;
    if (!Object.keys(tables).some((known) => `${known}/`.startsWith(`${path}/`))) {
      refuse(`bad command name ${word}`, at);
    }
    take(cursor, /\/| +/y);
  }
}

function parseArguments(
  cursor: Cursor,
  tables: Tables,
  { positional, flags: knownFlags = [], named = [] }: Signature,
  context: string,
  finds: boolean,
): Pick<Command, 'arguments' | 'flags' | 'where'> {
  const values = new Map<string, Expression>();
  const flags = new Set<string>();
  const parseOperand = () =>
    parseValue(cursor, tables, context, /[A-Za-z0-9._-]+(?![^\s;\])|&])|\*[0-9A-Fa-f]+/y);
  while (moreArguments(cursor)) {
    const at = cursor.at;
    if (take(cursor, /where(?= )/y) !== undefined || finds) {
      return { arguments: values, flags, where: parseCondition(cursor, parseOperand) };
    }
    const name = take(cursor, /[a-z0-9.-]+(?==)/y);
    const flag = name ?? take(cursor, /[a-z-]+(?=[ ;\]]|$)/y) ?? '';
    if (name === undefined && knownFlags.includes(flag)) flags.add(flag);
    else {
      if (name === undefined) cursor.at = at;
      const free = name ?? positional.find((other) => !values.has(other));
      if (free === undefined) refuse('expected end of command', at);
      if (name !== undefined && ![...positional, ...named].includes(name))
        refuse(`bad parameter ${name}`, at);
      take(cursor, /=/y);
      values.set(free, parseValue(cursor, tables, context, /[^\s;[\](){}"$]+/y));
    }
  }
  return { arguments: values, flags };
}

function parseValue(cursor: Cursor, tables: Tables, context: string, bare: RegExp): Expression {
  const string = takeString(cursor);
  if (string !== undefined) return { kind: 'text', text: string, quoted: true };
  const [opening] = take(cursor, /[[({] *|\$/y) ?? '';
  switch (opening) {
    case '[':
      return closed(cursor, / *\]/y, { kind: 'result', of: parseCommand(cursor, tables, context) });
    case '(':
      return closed(cursor, / *\)/y, parseOperation(cursor, tables));
    case '{':
      return closed(cursor, / *\}/y, { kind: 'block', commands: parseCommands(cursor, tables) });
    case '$':
      return { kind: 'variable', name: take(cursor, /[A-Za-z0-9]+/y) ?? refuse('syntax error', cursor.at) };
    default:
      return { kind: 'text', text: take(cursor, bare) ?? refuse('syntax error', cursor.at), quoted: false };
  }
}

function closed(cursor: Cursor, closing: RegExp, expression: Expression): Expression {
  return take(cursor, closing) === undefined ? refuse('syntax error', cursor.at) : expression;
}

/** What stands between parentheses: an operator between two values. */
function parseOperation(cursor: Cursor, tables: Tables): Expression {
  const left = parseValue(cursor, tables, '', /[\w.-]+/y);
  const operator = take(cursor, / *(?:=|!=|>|&&) */y)?.trim() as Operator | undefined;
  if (operator === undefined) refuse('syntax error', cursor.at);
  return { kind: 'operation', left, operator, right: parseValue(cursor, tables, '', /[\w.-]+/y) };
}
