import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../src/program.js';

const program = createProgram(() => {});
const commands: Command[] = [program, ...program.createHelp().visibleCommands(program)];

/** The help as it is printed. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

it.each(
  commands
    .filter((command) => command.name() !== 'help')
    .map((command) => [command.name(), command] as const),
)('the help of %s has an example that names it', (name, command) => {
  const [, examples = ''] = helpOf(command).split(/^Examples?:\n/m);
  expect(examples).toContain(command === program ? 'wanctl ' : `wanctl ${name}`);
});
