import { setFlagsFromString } from 'node:v8';
import { createDaemon } from '../daemon/daemon.js';
import { loadFiles } from '../daemon/load-files.js';
import { tellSystemd } from '../service/tell-systemd.js';

/** Flags of `wanctl run`. */
export interface RunOptions {
  readonly config: readonly string[];
  readonly debug: boolean;
  readonly oneshot: boolean;
}

/** Runs the daemon until SIGTERM or SIGINT, or for one turn; gives the exit status. Throws `WanctlError`. */
export async function run({ config, debug, oneshot }: RunOptions): Promise<number> {
  // What a daemon leaves behind dies young: V8's nursery need not grow, from Node 24 on to more than 100 MB.
  setFlagsFromString('--semi-space-growth-factor=1');
  const files = await loadFiles(config, { warn: (line) => console.error(`wanctl: ${line}`) });
  const systemd = await tellSystemd(process.env);
  const wishes = { debug, console: process.stderr.isTTY };
  const daemon = await createDaemon(files, wishes, { standsBy: !oneshot });
  process.on('SIGHUP', daemon.followLogFiles);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  try {
    if (oneshot) return (await daemon.once()) ? 0 : 1;
    await daemon.start();
    systemd.ready(daemon.loops);
    await stopped;
    return 0;
  } finally {
    systemd.stopping();
    process.off('SIGHUP', daemon.followLogFiles);
    await daemon.stop();
  }
}
