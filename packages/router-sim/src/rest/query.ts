import type { Row } from '@wanctl/core';

/**
 * True when a row passes a list of query words, which form a stack machine: each comparison pushes, `#…` works
 * on the stack, and the row passes when all that remains is true (RouterOS API manual, "Queries"; in JSON the
 * leading `?` is left out).
 */
export function matchesQuery(row: Row, words: readonly string[]): boolean {
  let stack: boolean[] = [];
  for (const word of words) {
    if (word.startsWith('#')) stack = operate(stack, word.slice(1));
    else stack.push(compare(row, word));
  }
  return stack.every(Boolean);
}

function compare(row: Row, word: string): boolean {
  const [, sign = '', name = '', operator = '', operand = ''] =
    /^([-<>=]?)([^=]*)(=?)(.*)$/s.exec(word) ?? [];
  const value = row[name];
  if (!operator) return (value !== undefined) === (sign !== '-');
  if (value === undefined) return false;
  if (sign === '<') return order(value, operand) < 0;
  if (sign === '>') return order(value, operand) > 0;
  return value === operand;
}

function order(value: string, operand: string): number {
  const difference = Number(value) - Number(operand);
  if (!Number.isNaN(difference)) return difference;
  return value < operand ? -1 : Number(value > operand);
}

/** Applies one operation word, e.g. `|`, `!&` or `1.`; an index counts from the top of the stack. */
function operate(before: readonly boolean[], operations: string): boolean[] {
  let stack = [...before];
  for (const [, index, operator] of operations.matchAll(/(\d+)?([!&|.]|$)/g)) {
    const indexed = index === undefined ? undefined : stack.at(-1 - Number(index));
    if (indexed !== undefined) stack = operator === '' ? [indexed] : [...stack, indexed];
    if (operator === '!') stack.push(!stack.pop());
    else if (operator === '.' && index === undefined) stack.push(stack.at(-1) ?? false);
    else if (operator === '&' || operator === '|') {
      const [top = false, below = false] = [stack.pop(), stack.pop()];
      stack.push(operator === '&' ? below && top : below || top);
    }
  }
  return stack;
}
