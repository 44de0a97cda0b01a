import type { Row } from '@wanctl/core';
import type { Router, Table } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import type { Condition, Expression } from './command.js';
import { textOf, type Value } from './value.js';

type Comparison = Extract<Condition, { kind: 'compare' }>;

/** True when a row, as REST shows it, meets a condition. `evaluate` gives the value of an operand. */
export function meets(
  router: Router,
  table: Table,
  row: Row,
  condition: Condition,
  evaluate: (expression: Expression) => Value,
): boolean {
  const ask = (part: Condition) => meets(router, table, row, part, evaluate);
  switch (condition.kind) {
    case 'and':
      return ask(condition.left) && ask(condition.right);
    case 'or':
      return ask(condition.left) || ask(condition.right);
    case 'not':
      return !ask(condition.condition);
    case 'set':
      return ![undefined, 'false', ''].includes(row[condition.property]);
    default:
      return compare(router, table, row[condition.property], condition, evaluate(condition.operand));
  }
}

function compare(
  router: Router,
  table: Table,
  value = '',
  { property, operator, operand: written }: Comparison,
  operandValue: Value,
): boolean {
  const operand = textOf(operandValue);
  if (operator === '~') return matches(value, operand);
  // A quoted `*1` is text, and no `.id` equals a text.
  if (property === '.id' && written.kind === 'text' && written.quoted) return operator === '!=';
  const stored = asStored(router, table, property, operand);
  const difference = order(value, stored);
  if (operator === '=' || operator === '!=') return (value === stored) === (operator === '=');
  return operator.startsWith('<')
    ? difference < 0 || (operator === '<=' && difference === 0)
    : difference > 0 || (operator === '>=' && difference === 0);
}

function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    throw new RouterError(400, 'invalid regular expression');
  }
}

/** The operand in the form of stored values, so that `yes` equals `true` and `1M` equals `1000000`. */
function asStored(router: Router, table: Table, property: string, operand: string): string {
  const field = Object.hasOwn(table.menu.fields, property) ? table.menu.fields[property] : undefined;
  if (field?.references || !field?.parse) return operand;
  try {
    return field.parse(operand, property, router);
  } catch {
    return operand;
  }
}

function order(value: string, operand: string): number {
  const difference = Number(value) - Number(operand);
  if (!Number.isNaN(difference)) return difference;
  return value < operand ? -1 : Number(value > operand);
}
