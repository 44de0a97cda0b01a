import type { Condition, Expression } from './command.js';
import { type Cursor, refuse, take } from './cursor.js';

type Comparison = Extract<Condition, { kind: 'compare' }>;

/** Understands what follows `where`; `or` binds less than `and`. */
export function parseCondition(cursor: Cursor, parseOperand: () => Expression): Condition {
  return parseChain(cursor, 'or', / *(?:\|\||or(?=[ (]))/y, () =>
    parseChain(cursor, 'and', / *(?:&&|and(?=[ (]))/y, () => parseTerm(cursor, parseOperand)),
  );
}

function parseChain(cursor: Cursor, kind: 'and' | 'or', joint: RegExp, parse: () => Condition): Condition {
  let left = parse();
  while (take(cursor, joint) !== undefined) left = { kind, left, right: parse() };
  return left;
}

function parseTerm(cursor: Cursor, parseOperand: () => Expression): Condition {
  take(cursor, / +/y);
  if (take(cursor, /!|not /y) !== undefined) {
    return { kind: 'not', condition: parseTerm(cursor, parseOperand) };
  }
  if (take(cursor, /\(/y) !== undefined) {
    const condition = parseCondition(cursor, parseOperand);
    return take(cursor, / *\)/y) === undefined ? refuse('syntax error', cursor.at) : condition;
  }
  const property = take(cursor, /[a-z0-9.-]+/y) ?? refuse('syntax error', cursor.at);
  const operator = take(cursor, / *(?:!=|<=|>=|=|<|>|~) */y)?.trim() as Comparison['operator'] | undefined;
  if (operator === undefined) return { kind: 'set', property };
  return { kind: 'compare', property, operator, operand: parseOperand() };
}
