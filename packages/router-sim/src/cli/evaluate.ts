import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { durationMs } from '../device/values.js';
import type { Command, Expression, Operator } from './command.js';
import { runMenuCommand } from './menu-commands.js';
import { printedText } from './print.js';
import { isList, jsonOf, lengthOf, textOf, type Value } from './value.js';

/** What commands are run with. */
export interface Scope {
  readonly router: Router;
  /** Of the user who runs them. */
  readonly policies: readonly string[];
  readonly write: (line: string) => void;
  readonly variables: ReadonlyMap<string, Value>;
}

/** Runs commands one after another. Throws `RouterError` for what the router refuses. */
export function runCommands(scope: Scope, commands: readonly Command[]): void {
  for (const command of commands) {
    const value = run(scope, command);
    if (command.name === ':put') scope.write(textOf(value));
    if (command.name === 'print') printedText(scope.router, command, value).forEach(scope.write);
  }
}

function run(scope: Scope, command: Command): Value {
  const argument = (name: string): Value => {
    const expression = command.arguments.get(name);
    return expression && evaluate(scope, expression);
  };
  switch (command.name) {
    case ':foreach':
      return forEach(scope, command, textOf(argument('counter')), argument('in'));
    case ':if':
      if (argument('condition') === true) runBlock(scope, command);
      return undefined;
    case ':put':
      return argument('message');
    case ':len':
      return lengthOf(argument('value'));
    case ':serialize':
      if (argument('to') !== 'json') throw new RouterError(400, 'invalid value for argument to');
      return jsonOf(argument('value'), textOf(argument('options')).split(','));
    default:
      return runMenuCommand(scope.router, scope.policies, command, (expression) =>
        evaluate(scope, expression),
      );
  }
}

function evaluate(scope: Scope, expression: Expression): Value {
  switch (expression.kind) {
    case 'text':
      return expression.text;
    case 'result':
      return run(scope, expression.of);
    case 'variable':
      return scope.variables.get(expression.name);
    case 'operation':
      return operate(
        evaluate(scope, expression.left),
        expression.operator,
        evaluate(scope, expression.right),
      );
    default:
      return undefined;
  }
}

function operate(left: Value, operator: Operator, right: Value): boolean {
  if (operator === '&&') return left === true && right === true;
  if (operator === '>') return amountOf(left) > amountOf(right);
  return (textOf(left) === textOf(right)) === (operator === '=');
}

/** A number, or a duration in ms, which may be written like a clock. */
function amountOf(value: Value): number {
  const text = textOf(value);
  const amount = Number(text);
  return Number.isNaN(amount) ? durationMs(text.replace(/(\d+):(\d+):(\d+)/, '$1h$2m$3s')) : amount;
}

function forEach(scope: Scope, command: Command, name: string, list: Value): undefined {
  for (const item of isList(list) ? list : []) {
    runBlock({ ...scope, variables: new Map([...scope.variables, [name, item]]) }, command);
  }
}

function runBlock(scope: Scope, command: Command): void {
  const block = command.arguments.get('do');
  if (block?.kind === 'block') runCommands(scope, block.commands);
}
