import { dirname } from 'node:path';
import { type Clock, type Logger, messageOf } from '@wanctl/core';
import type { DashboardSource, LiveFeed } from '@wanctl/dashboard';
import type { HealthCheckSettings } from '../config/common-settings.js';
import { dashboardProfile } from '../health/dashboard-profile.js';
import type { Watch, WatchedParts } from '../health/watch.js';
import { historyPoints } from '../history/history-points.js';

/**
 * Serves the dashboard wherever the files want it; files that say the same share one. Where that fails, a warning is
 * all: the daemon runs on without. The returned function ends all.
 */
export async function openDashboards(
  { wans, steerings }: WatchedParts,
  watch: Watch,
  feed: LiveFeed,
  clock: Clock,
): Promise<() => Promise<void>> {
  const wished = new Map<string, Wish>();
  for (const { settings, log } of [...wans, ...steerings]) {
    const { healthCheck } = settings;
    if (healthCheck) wished.set(idOf(healthCheck), { place: healthCheck, logger: log });
  }
  if (wished.size === 0) return async () => {};
  const places = wans.map(({ settings }) => ({
    folder: dirname(settings.stateFile),
    name: settings.wanName,
  }));
  const source: DashboardSource = {
    ...feed,
    health: watch.health,
    profile: () => dashboardProfile(watch.health().last_minute),
    history: (range) => historyPoints(places, range, clock.wall().getTime()),
  };
  const endings = await Promise.all([...wished.values()].map((wish) => open(wish, source)));
  return async () => {
    await Promise.all(endings.map((end) => end()));
  };
}

/** Where a dashboard is to be, and who hears of it. */
interface Wish {
  readonly place: HealthCheckSettings;
  readonly logger: Logger;
}

function idOf({ host, port, token }: HealthCheckSettings): string {
  return JSON.stringify([host, port, token?.reveal()]);
}

async function open({ place, logger }: Wish, source: DashboardSource): Promise<() => Promise<void>> {
  const { host, port } = place;
  const token = place.token?.reveal() ?? null;
  try {
    const { serveDashboard } = await import('@wanctl/dashboard');
    const { url, close } = await serveDashboard({ host, port, token }, source);
    logger.info(`dashboard at ${url}${token === null ? '' : '; it asks for the token of "health_check"'}`);
    return close;
  } catch (error) {
    logger.warn(`no dashboard at ${host}, port ${port}: ${messageOf(error)}`);
    return async () => {};
  }
}
