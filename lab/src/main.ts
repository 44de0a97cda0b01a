import { messageOf } from '@wanctl/core';
import { parseCommandLine } from './command-line.js';
import { lab } from './lab.js';
import { installMissing, obstacle } from './requirements.js';
import { enterSandbox, inSandbox } from './sandbox.js';

process.exit(await main());

async function main(): Promise<number> {
  const options = parseCommandLine(process.argv);
  if (options.install) return installMissing() ? 0 : 1;
  const why = obstacle();
  if (why !== null) {
    console.error(`lab: cannot run here: ${why}`);
    return 1;
  }
  if (!inSandbox) return enterSandbox();
  try {
    return await lab(options);
  } catch (error) {
    console.error(`lab: ${messageOf(error)}`);
    return 1;
  }
}
