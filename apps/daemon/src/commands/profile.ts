import { delay, systemClock, WanctlError } from '@wanctl/core';
import type { Health } from '../health/health.js';
import { type Profile, type ProfileMark, profileBetween } from '../health/profile.js';
import { profileTables } from '../health/profile-table.js';
import {
  askDaemons,
  findSockets,
  NOTHING_RUNS,
  notRunning,
  type WanSocket,
} from '../local-socket/find-daemons.js';
import { showCountdown } from './countdown.js';

/** Flags of `wanctl profile`. */
export interface ProfileOptions {
  readonly config?: readonly string[];
  /** How long to measure, ms; without it the figures are those of the last minute. */
  readonly forMs?: number;
  readonly json: boolean;
}

/** Prints what the running daemons' stages take, and how much of the budgets. Throws `WanctlError`. */
export async function profile(
  { config, forMs, json }: ProfileOptions,
  print: (text: string) => void,
): Promise<number> {
  const sockets = await findSockets(config);
  if (sockets.length === 0) throw new WanctlError('ERR_STATE_IO', NOTHING_RUNS);
  const profiles = forMs === undefined ? await lastMinute(sockets) : await measure(sockets, forMs);
  if (json) print(JSON.stringify({ daemons: profiles }, null, 2));
  else print(profiles.map(profileTables).join('\n\n'));
  return 0;
}

async function lastMinute(sockets: readonly WanSocket[]): Promise<readonly Profile[]> {
  return (await askRunning<Health>(sockets, '/health')).map(({ last_minute }) => last_minute);
}

/** What the daemon has done until now is all it needs to tell, twice: the difference is what it did in between. */
async function measure(sockets: readonly WanSocket[], forMs: number): Promise<readonly Profile[]> {
  const before = await askRunning<ProfileMark>(sockets, '/mark');
  const endCountdown = showCountdown('measuring', forMs);
  await delay(systemClock, forMs);
  endCountdown();
  const after = await askRunning<ProfileMark>(sockets, '/mark');
  return before.map((begin) => {
    const end = after.find(({ pid }) => pid === begin.pid);
    if (end) return profileBetween(begin, end);
    throw new WanctlError(
      'ERR_STATE_IO',
      `the daemon (process ${begin.pid}) ended while it was measured: try again`,
    );
  });
}

async function askRunning<T extends { readonly pid: number }>(
  sockets: readonly WanSocket[],
  path: '/health' | '/mark',
): Promise<readonly T[]> {
  const { running, silent } = await askDaemons<T>(sockets, path);
  if (silent[0]) throw new WanctlError('ERR_STATE_IO', notRunning(silent[0]));
  return running.map(({ answer }) => answer);
}
