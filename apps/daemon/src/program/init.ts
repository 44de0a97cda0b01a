import type { Command } from 'commander';
import { CONFIG_FOLDER } from '../init/places.js';
import type { Exit } from './exit.js';

/** Adds `wanctl init`. */
export function addInit(program: Command, exit: Exit): void {
  program
    .command('init')
    .description('set up a line: ask, log in to the router, write the files; run again to change them')
    .option('--dir <folder>', 'folder of the files', CONFIG_FOLDER)
    .option('--router <host[:port]>', 'address of the router')
    .option('--transport <name>', 'rest or ssh')
    .option('--user <name>', 'user of the router that wanctl logs in as (wanctl)')
    .option('--password-file <file>', 'its password, on one line; else the variable ROUTER_PASSWORD is taken')
    .option('--ssh-key <file>', 'its private key, for ssh')
    .option('--wan <name>', 'name of the line (wan1)')
    .option('--preset <kind>', 'fiber, cable, dsl, lte or starlink')
    .option('--download <mbps>', 'what the line is sold as, Mbit/s')
    .option('--upload <mbps>', 'what the line is sold as, Mbit/s')
    .option('--download-queue <name>', "entry of the router's queue tree")
    .option('--upload-queue <name>', "entry of the router's queue tree")
    .option('--interface <name>', 'where the router has no queues: its interface to the internet')
    .option('--lan-interface <name>', 'where the router has no queues: its interface to the home')
    .option('--dead-man <minutes>', 'have the router set the highest rates after so long without a heartbeat')
    .option('--steer-from <wan>', 'take over calls and games of this other line while it is congested')
    .option('--yes', 'ask nothing, and change files that are there', false)
    .option('--dry-run', 'show what would be written, and write nothing', false)
    .addHelpText(
      'after',
      '\nExample:\n  sudo wanctl init\n' +
        '  wanctl init --router 192.168.88.1 --password-file pw --wan wan1 --preset cable --download 500 --upload 50 --interface ether1',
    )
    .action(async (options, command: Command) => {
      const { init } = await import('../commands/init.js');
      const { stdin, stdout } = process;
      exit(
        await init(options, {
          env: process.env,
          terminal: stdin.isTTY && stdout.isTTY ? { input: stdin, output: stdout } : null,
          print: console.log,
          usage: (message) => command.error(`error: ${message}`),
        }),
      );
    });
}
