import type { Direction, PerDirection } from '@wanctl/core';
import type { Ask } from './ask.js';
import type { InitFlags } from './flags.js';
import { PRESETS, type Preset, type RateRange, rangesBelow, rangesOfLine } from './presets.js';

/** What is known of a WAN's rates before anybody is asked. */
export interface KnownRates {
  /** Those that the file has. */
  readonly configured: PerDirection<RateRange> | undefined;
  /** Limits of the router's queues, Mbit/s; undefined unless both have one. */
  readonly limits: PerDirection<number> | undefined;
}

/** The preset by its name, which is asked for. */
export async function askPreset(ask: Ask, flags: InitFlags): Promise<Preset> {
  const options = Object.entries(PRESETS).map(([value, { label }]) => ({ value, label }));
  const message = 'What kind of connection is it?';
  const name = await ask.choice({ flag: 'preset', given: flags.preset, message, options });
  return PRESETS[name] ?? ask.usage(`--preset ${name} is unknown`);
}

/**
 * The rates that the file is to have. Flags decide; else what the file has stays, or the limits of the router's queues
 * become the highest rates, unless a person disagrees; else the line's own rates are asked for.
 */
export async function askRates(
  ask: Ask,
  flags: InitFlags,
  { configured, limits }: KnownRates,
  preset: () => Promise<Preset>,
): Promise<PerDirection<RateRange>> {
  const agreed = (message: string) => ask.person?.confirm(message, true) ?? true;
  if (flags.download === undefined && flags.upload === undefined) {
    if (configured && (await agreed(`Keep the highest rates, ${ratesText(ceilingsOf(configured))}?`))) {
      return configured;
    }
    if (limits && (await agreed(`Take the queues' limits, ${ratesText(limits)}, as the highest rates?`))) {
      return rangesBelow(await preset(), limits);
    }
  }
  const kind = await preset();
  const download = await askRate(ask, 'download', flags.download, kind);
  const upload = await askRate(ask, 'upload', flags.upload, kind);
  return rangesOfLine(kind, { download, upload });
}

async function askRate(ask: Ask, direction: Direction, given: string | undefined, preset: Preset) {
  const most = direction === 'download' ? 10_000 : 1000;
  const text = await ask.text({
    flag: direction,
    given,
    message: `${direction === 'download' ? 'Download' : 'Upload'} in Mbit/s, by contract or as a speed test shows`,
    suggestion: String(preset.usualMbps[direction]),
    check: (rate) =>
      Number(rate) >= 1 && Number(rate) <= most ? undefined : `must be a number of Mbit/s from 1 to ${most}`,
  });
  return Number(text);
}

/** The highest rates alone. */
function ceilingsOf({ download, upload }: PerDirection<RateRange>): PerDirection<number> {
  return { download: download.ceilingMbps, upload: upload.ceilingMbps };
}

function ratesText({ download, upload }: PerDirection<number>): string {
  return `${download} Mbit/s down and ${upload} up`;
}
