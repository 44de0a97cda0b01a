import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import type { Command, Expression } from './command.js';
import { runMenuCommand } from './menu-commands.js';
import { jsonOf, lengthOf, textOf, type Value } from './value.js';

/** Runs a command and gives its value. Throws `RouterError` for what the router refuses. */
export function evaluate(router: Router, policies: readonly string[], command: Command): Value {
  const resolve = (expression: Expression): Value =>
    expression.kind === 'text' ? expression.text : evaluate(router, policies, expression.of);
  const argument = (name: string): Value => {
    const expression = command.arguments.get(name);
    return expression && resolve(expression);
  };
  switch (command.name) {
    case ':put':
      return argument('message');
    case ':len':
      return lengthOf(argument('value'));
    case ':serialize':
      if (argument('to') !== 'json') throw new RouterError(400, 'invalid value for argument to');
      return jsonOf(argument('value'), textOf(argument('options')).split(','));
    default:
      return runMenuCommand(router, policies, command, resolve);
  }
}
