import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { RouterSim } from '@wanctl/router-sim';
import { WANS, wanFileOf } from '../world/files.js';
import { CLI } from '../world/kept-daemon.js';
import type { World } from '../world/world.js';
import type { Fault } from './fault.js';

/** The one whose first way to the router is SSH. */
const [, WAN] = WANS;
const SHARED_MS = 6000;
const LOOK_MS = 250;
/** Within this time a dead SSH is tried again, ms: after 30 s, then 60, at most 300. */
const RETRIED_MS = 330_000;

/** A router with another host key is refused, with the command that mends it, while REST goes on; that brings SSH back. */
export const HOST_KEY_FAULT: Fault = {
  name: 'host-key-changes',
  holdMs: 2000,
  async strike(world) {
    const { router, folders } = world;
    await untilOverSsh(router);
    // By then all WANs have read whom one of them trusts.
    await sleep(SHARED_MS);
    const before = refusals(world);
    router.changeHostKey();
    await router.reboot({ downMs: 500, settleMs: 0 });
    let wasTrusted = false;
    const forget = router.onRequest(({ method }) => {
      wasTrusted ||= method === 'EXEC';
    });
    while (refusals(world) === before && !wasTrusted) await sleep(LOOK_MS);
    return async () => {
      forget();
      if (wasTrusted) throw new Error('a router with another host key was trusted');
      await promisify(execFile)(process.execPath, [CLI, 'pin', '--config', wanFileOf(folders, WAN)]);
      await untilOverSsh(router);
    };
  },
};

/** How often the log tells of a host key that is not the known one. */
function refusals({ folders }: World): number {
  const log = readFileSync(join(folders.log, `${WAN}.log`), 'utf8');
  return log.split(/host key is not the known one.*wanctl pin/).length - 1;
}

function untilOverSsh({ onRequest }: RouterSim): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      forget();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new Error('nothing comes over SSH'))), RETRIED_MS);
    const forget = onRequest(({ method }) => {
      if (method === 'EXEC') end(resolve);
    });
  });
}
