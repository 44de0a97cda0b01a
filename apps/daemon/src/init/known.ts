import type { PerDirection } from '@wanctl/core';
import type { LoadedWan } from '../config/loaded-config.js';
import type { LawDirection, WanSettings } from '../config/wan-settings.js';
import type { KnownRouter } from './meet-router.js';
import type { Places } from './places.js';
import type { RateRange } from './presets.js';
import type { RouterView } from './router-view.js';

/** Where a WAN's daemon keeps what by its file. */
export function placesIn({ file, stateFile, lockFile, logging }: WanSettings): Places {
  return { file, stateFile, lockFile, ...logging };
}

/** The router of a WAN's file. */
export function routerIn({ settings, unset }: LoadedWan): KnownRouter {
  const isUnset = unset.some(({ path }) => path === 'router.password');
  return { router: settings.router, hasPassword: !isUnset && settings.router.password.reveal() !== '' };
}

/** The rates of a WAN's file. */
export function rangesIn({ law }: WanSettings): PerDirection<RateRange> {
  const range = ({ floorRedBps, ceilingBps }: LawDirection): RateRange => ({
    floorMbps: floorRedBps / 1e6,
    ceilingMbps: ceilingBps / 1e6,
  });
  return { download: range(law.download), upload: range(law.upload) };
}

/** The limits of two queues, Mbit/s; undefined unless the router has both, and both are limited. */
export function limitsIn(view: RouterView, names: PerDirection<string>): PerDirection<number> | undefined {
  const limitOf = (wanted: string) => view.queues.find(({ name }) => name === wanted)?.limitMbps;
  const [download, upload] = [limitOf(names.download), limitOf(names.upload)];
  return download && upload ? { download, upload } : undefined;
}
