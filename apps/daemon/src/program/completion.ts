import { Argument, type Command } from 'commander';
import type { Exit } from './exit.js';

const EXAMPLES = `
Examples:
  eval "$(wanctl completion bash)"     # in ~/.bashrc
  eval "$(wanctl completion zsh)"      # in ~/.zshrc, after compinit
  wanctl completion fish > ~/.config/fish/completions/wanctl.fish`;

/** Adds `wanctl completion`, and the hidden command by which its scripts ask what may come next. */
export function addCompletion(program: Command, exit: Exit): void {
  program
    .command('completion')
    .description('print the script that has a shell complete commands, options and files')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish'] as const))
    .addHelpText('after', EXAMPLES)
    .action(async (shell) => {
      const { completion } = await import('../commands/completion.js');
      exit(await completion(shell, console.log));
    });
  program
    .command('completion-server', { hidden: true })
    .argument('[words...]')
    .action(async (words) => {
      const { complete } = await import('../commands/completion.js');
      exit(complete(program, words, process.env));
    });
}
