import { Command } from 'commander';
import { oneLineErrors } from './one-line-errors.js';
import { addCalibrate } from './program/calibrate.js';
import { addCheckConfig } from './program/check-config.js';
import { addCheckRouter } from './program/check-router.js';
import { addCompletion } from './program/completion.js';
import { addDemo } from './program/demo.js';
import type { Exit } from './program/exit.js';
import { addHistory } from './program/history.js';
import { addInit } from './program/init.js';
import { addInstallService } from './program/install-service.js';
import { addPin } from './program/pin.js';
import { addPlugins } from './program/plugins.js';
import { addProfile } from './program/profile.js';
import { addReplay } from './program/replay.js';
import { addRun } from './program/run.js';
import { addStatus } from './program/status.js';
import { addWatch } from './program/watch.js';
import { version } from './version.js';

const EXAMPLES = `
Examples:
  wanctl run --config /etc/wanctl/wan1.yaml
  wanctl watch
  wanctl status --help`;

/** In the order of the help. */
const COMMANDS = [
  addRun,
  addDemo,
  addInit,
  addCheckConfig,
  addCheckRouter,
  addHistory,
  addStatus,
  addWatch,
  addProfile,
  addReplay,
  addPin,
  addPlugins,
  addCalibrate,
  addInstallService,
  addCompletion,
];

/**
 * The command line. `exit` takes the status of the command that ran; wrong usage throws `CommanderError`. What each
 * command takes is said in `program/`, what it does in `commands/`, which is loaded when it runs: the daemon does not
 * carry the simulator.
 */
export function createProgram(exit: Exit): Command {
  const program = new Command('wanctl')
    .description('Keeps an internet line responsive by steering the CAKE queues of a MikroTik router.')
    .version(version)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput(oneLineErrors('wanctl'));
  for (const add of COMMANDS) add(program, exit);
  for (const command of program.commands) command.configureOutput(oneLineErrors(`wanctl ${command.name()}`));
  return program;
}

/** `wanctl --config FILE`, as existing installations call it, means `wanctl run --config FILE`. */
export function withCommand(args: readonly string[]): string[] {
  const [first] = args;
  const isOldForm = first?.startsWith('-') && !['-h', '--help', '-V', '--version'].includes(first);
  return isOldForm ? ['run', ...args] : [...args];
}
