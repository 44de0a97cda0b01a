import type { Command, Option } from 'commander';

/** What may come next on the command line, or that it is a file. */
export type Candidates = readonly { readonly name: string; readonly description: string }[] | 'files';

/**
 * What may come at the end of a command line of which `words` are typed; choosing by what the last one begins with is
 * left to the shell. Of fish the last word may also be one that is finished, which it leaves out when it is empty.
 */
export function candidatesFor(program: Command, words: readonly string[], shell: string): Candidates {
  const last = words.at(-1) ?? '';
  const typed = words.slice(1, shell === 'fish' ? undefined : -1);
  const command = typed.reduce(commandBelow, program);
  if (command === program) return commandsOf(program);
  const isFinished = shell === 'fish' && (!last.startsWith('-') || takesValue(optionOf(command, last)));
  if (!isFinished && last.startsWith('-')) return optionsOf(command);
  const before = isFinished ? words : words.slice(0, -1);
  const flag = before.findLast((word) => word.startsWith('-')) ?? '';
  if (takesValue(optionOf(command, flag))) return 'files';
  if (command.commands.length > 0) return commandsOf(command);
  const [argument] = command.registeredArguments;
  if (!argument) return optionsOf(command);
  return argument.argChoices?.map((name) => ({ name, description: '' })) ?? 'files';
}

function optionsOf(command: Command) {
  const options = command.createHelp().visibleOptions(command);
  return options.map(({ long, short, description }) => ({ name: long ?? short ?? '', description }));
}

function commandsOf(command: Command) {
  const commands = command.createHelp().visibleCommands(command);
  return commands.map((one) => ({ name: one.name(), description: one.description() }));
}

/** The command of that name among those of another, or else that one. */
function commandBelow(command: Command, name: string): Command {
  return command.commands.find((one) => one.name() === name) ?? command;
}

function optionOf(command: Command, flag: string): Option | undefined {
  return command.options.find(({ long, short }) => flag === long || flag === short);
}

function takesValue(option: Option | undefined): boolean {
  return option !== undefined && (option.required || option.optional);
}
