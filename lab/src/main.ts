import { messageOf } from '@wanctl/core';
import { enterSandbox, inSandbox } from '@wanctl/testbed/sandbox';
import { parseCommandLine } from './command-line.js';
import { lab, report } from './lab.js';
import { installMissing, obstacle } from './requirements.js';

process.exit(await main());

async function main(): Promise<number> {
  const options = parseCommandLine(process.argv);
  if (options.install) return installMissing() ? 0 : 1;
  try {
    if (options.report !== undefined) return report(options.report);
    const why = obstacle();
    if (why !== null) throw new Error(`cannot run here: ${why}`);
    return inSandbox ? await lab(options) : await enterSandbox();
  } catch (error) {
    console.error(`lab: ${messageOf(error)}`);
    return 1;
  }
}
