import { ASSESSOR, type LineSettings, resolve } from '@wanctl/core';
import { defaultsOf } from '../config/law-defaults.js';
import type { WanSettings } from '../config/wan-settings.js';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { lineOf, registerLaw, wishesOf } from '../daemon/wan-plugins.js';
import type { HistoryRow } from '../history/row.js';
import { cyclesOf } from './from-history.js';
import { readRecording } from './recording.js';
import { type ReplayedCycle, replay } from './replay.js';

/** A history, which tells of parts of 2 s, is not cut finer, ms: a day would take minutes and show no more. */
const FINEST_MS = 200;

/** What is replayed: a CSV file, or rows of a history, in order. */
export type Source =
  | { readonly kind: 'recording'; readonly file: string }
  | { readonly kind: 'history'; readonly rows: readonly HistoryRow[] };

/** A law over a source: what it knows of the line, and what it makes of the cycles, which run once. */
export interface LawRun {
  readonly line: LineSettings;
  readonly cycles: AsyncIterable<ReplayedCycle>;
}

/** Has the law of that name, with its defaults where the file names another, run over a source. Throws `WanctlError`. */
export async function runLaw(wan: WanSettings, law: string, source: Source): Promise<LawRun> {
  const own = law === wan.controller.name;
  const controller = own ? wan.controller : { name: law, options: {} };
  // A recording's rows are a cycle each, whatever the law.
  const intervalMs =
    source.kind === 'recording'
      ? wan.intervalMs
      : Math.max(FINEST_MS, own ? wan.intervalMs : defaultsOf(law).intervalSec * 1000);
  const asked = { ...wan, controller, intervalMs };
  const container = quietContainer();
  await loadPlugins(container, [wishesOf(asked)]);
  registerLaw(container, asked);
  const line = lineOf(asked);
  const recorded =
    source.kind === 'recording' ? readRecording(source.file) : cyclesOf(source.rows, intervalMs);
  return { line, cycles: replay(recorded, resolve(container, ASSESSOR), line) };
}
