import { isBuiltin } from 'node:module';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { oneLineErrors } from '../one-line-errors.js';
import type { Exit } from './exit.js';

const EXAMPLES = `
Examples:
  wanctl plugins --config wan1.yaml
  wanctl plugins new assessor my-law`;

const KINDS = ['transport', 'probe', 'assessor', 'state-store'] as const;

/** Adds `wanctl plugins` and `wanctl plugins new`. */
export function addPlugins(program: Command, exit: Exit): void {
  const plugins = program
    .command('plugins')
    .description('list the plugins that there are, or begin one of your own')
    .option('--config <file...>', 'WAN files and steering files, for the plugins that they load', [])
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { listPlugins } = await import('../commands/plugins.js');
      exit(await listPlugins(options.config, console.log));
    });
  plugins
    .command('new')
    .description(
      'make the package of a plugin that builds, passes its tests and loads; it is yours to change',
    )
    .addArgument(new Argument('<kind>', 'what it is to be').choices(KINDS))
    .argument('<name>', 'name of folder, package and plugin, e.g. my-law', packageName)
    .configureOutput(oneLineErrors('wanctl plugins new'))
    .action(async (kind, name) => {
      const { newPlugin } = await import('../commands/plugins.js');
      exit(await newPlugin(kind, name, console.log));
    });
}

function packageName(name: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new InvalidArgumentError('Use small letters, digits and single dashes, e.g. my-law.');
  }
  if (isBuiltin(name)) throw new InvalidArgumentError('Node.js has a module of that name.');
  return name;
}
