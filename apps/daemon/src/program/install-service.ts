import type { Command } from 'commander';
import type { Exit } from './exit.js';

/** Adds `wanctl install-service`. */
export function addInstallService(program: Command, exit: Exit): void {
  program
    .command('install-service')
    .description('have systemd run wanctl; takes an installation of the Python original over')
    .option('--dry-run', 'only show what would be done', false)
    .option('--yes', 'do not ask', false)
    .option('--prefix <root>', 'write the files below this folder, for who makes packages')
    .option('--uninstall', 'remove what it has installed; configuration, state and logs stay', false)
    .addHelpText('after', '\nExample:\n  sudo wanctl install-service')
    .action(async (options) => {
      const { installService } = await import('../commands/install-service.js');
      exit(
        await installService(options, {
          now: new Date(),
          uid: process.getuid?.(),
          print: console.log,
          note: (line) => console.error(`wanctl: ${line}`),
          confirm: askPerson,
        }),
      );
    });
}

/** True when a person at the terminal agrees. */
async function askPerson(message: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const { confirm } = await import('@clack/prompts');
  return (await confirm({ message })) === true;
}
