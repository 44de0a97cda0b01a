import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { mean } from 'd3-array';
import { PER_SECOND, type Series } from './series.js';

const DOWNLOAD = '.down.csv';
/** What the guest kernel can carry on two cores, Mbit/s. */
const MOST = 40;

/** Names of the measured series in a folder: files `NAME.down.csv` and `NAME.up.csv`. None without a folder. */
export function measuredNames(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(DOWNLOAD))
    .map((file) => file.slice(0, -DOWNLOAD.length));
}

/**
 * A measured series, from columns `t_s`, `mbps` with a row per 0.2 s. It is smoothed over 1 s: a shaper can follow a
 * link, not each grant of its scheduler.
 */
export function measuredSeries(folder: string, name: string): Series {
  return {
    download: smooth(readMbps(join(folder, `${name}${DOWNLOAD}`))),
    upload: smooth(readMbps(join(folder, `${name}.up.csv`))),
  };
}

function readMbps(file: string): number[] {
  const rows: { mbps: string }[] = parse(readFileSync(file), { columns: true });
  return rows.map(({ mbps }) => Number(mbps));
}

function smooth(mbps: readonly number[]): number[] {
  const reach = Math.floor(PER_SECOND / 2);
  return mbps.map((_, at) => Math.min(MOST, mean(mbps.slice(Math.max(0, at - reach), at + reach + 1)) ?? 0));
}
