import type { PerDirection } from '@wanctl/core';
import type { CommonSettings, RouterSettings } from '../config/common-settings.js';
import type { SteeringAlternate } from '../config/steering-settings.js';
import type { WanSettings } from '../config/wan-settings.js';
import type { DaemonFiles } from '../daemon/load-files.js';
import { sharingKey } from '../daemon/router-access.js';

/** What files that use a router in the same way want of it. */
export interface Wanted {
  readonly files: readonly CommonSettings[];
  readonly router: RouterSettings;
  readonly wans: readonly WantedWan[];
  readonly rules: readonly WantedRule[];
}

/** A WAN's queues. */
export interface WantedWan {
  readonly wanName: string;
  readonly queues: PerDirection<string>;
  /** Highest limits, Mbit/s. */
  readonly limitsMbps: PerDirection<number>;
  /** After so many minutes without a heartbeat the router is to set these; null: never. */
  readonly deadManMinutes: number | null;
}

/** A rule that steering switches. */
export interface WantedRule {
  readonly comment: string;
  /** Where it sends new connections. */
  readonly alternateWan: string;
}

/** What the files want, for each way to use a router. */
export function wantedOf({ wans, steerings }: DaemonFiles): readonly Wanted[] {
  const groups = new Map<string, Wanted>();
  for (const settings of [...wans, ...steerings]) {
    const key = sharingKey(settings.router);
    const { files = [], wans: wanted = [], rules = [] } = groups.get(key) ?? {};
    groups.set(key, {
      files: [...files, settings],
      router: settings.router,
      wans: 'queues' in settings ? [...wanted, toWantedWan(settings)] : wanted,
      rules: 'alternates' in settings ? [...rules, ...settings.alternates.map(toRule)] : rules,
    });
  }
  return [...groups.values()];
}

function toRule({ wan, ruleComment }: SteeringAlternate): WantedRule {
  return { comment: ruleComment, alternateWan: wan };
}

function toWantedWan({ wanName, queues, law, safe }: WanSettings): WantedWan {
  const limitsMbps = { download: law.download.ceilingBps / 1e6, upload: law.upload.ceilingBps / 1e6 };
  return { wanName, queues, limitsMbps, deadManMinutes: safe.deadManMinutes };
}

/** The two of our transports that the files use, the fallback included. */
export function transportsOf({ transport, fallback }: RouterSettings): readonly ('rest' | 'ssh')[] {
  return (['rest', 'ssh'] as const).filter((name) => name === transport || name === fallback);
}
