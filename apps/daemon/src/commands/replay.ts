import { WanctlError } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { loadFiles } from '../daemon/load-files.js';
import { lineOf } from '../daemon/wan-plugins.js';
import { readRows, whyNone } from '../history/read-rows.js';
import { dayMinuteText, durationText } from '../history/time-text.js';
import { caveats } from '../replay/caveats.js';
import { replayReport } from '../replay/report.js';
import { runLaw, type Source } from '../replay/run-law.js';
import { toRows } from '../replay/to-rows.js';
import type { Pair, Track } from '../replay/track.js';

/** Flags of `wanctl replay`, of `input` and `last` exactly one. */
export interface ReplayOptions {
  readonly config: string;
  /** A recording. */
  readonly input?: string;
  /** As much of the daemon's own history, ms. */
  readonly last?: number;
  /** One law or two by name; without it, the one that the file names. */
  readonly law?: readonly string[];
  /** A line per cycle, as a recording under one law always gives. */
  readonly json: boolean;
}

/** What the command needs of its surroundings. */
export interface ReplayIo {
  readonly now: Date;
  /** Columns of the terminal. */
  readonly width: number;
  /** Takes one or more lines, without the last newline. */
  print(text: string): Promise<void>;
}

/**
 * Compares what a law makes of a recording or a history with another, or with what the daemon did, or prints one JSON
 * line per cycle. Throws `WanctlError`.
 */
export async function replayCommand(options: ReplayOptions, io: ReplayIo): Promise<number> {
  const wan = await loadWan(options.config);
  const { law: laws = [wan.controller.name], json } = options;
  const source = await sourceOf(wan, options, io.now.getTime());
  if (json || (source.kind === 'recording' && laws.length === 1)) await printCycles(wan, laws, source, io);
  else await io.print(await compare(wan, laws, source, io));
  return 0;
}

async function loadWan(file: string): Promise<WanSettings> {
  const { wans, steerings } = await loadFiles([file], { needSecrets: false });
  if (wans[0]) return wans[0];
  throw new WanctlError(
    'ERR_CONFIG_INVALID',
    `${file}: is a steering file, which cannot be replayed: a history has neither the baseline nor the queue of each decision; name the file of its WAN ${steerings[0]?.primaryWan}`,
  );
}

async function sourceOf(
  wan: WanSettings,
  { input, last = 0 }: ReplayOptions,
  nowMs: number,
): Promise<Source> {
  if (input !== undefined) return { kind: 'recording', file: input };
  const rows = await readRows(wan, nowMs - last, nowMs);
  if (rows.length === 0) throw new WanctlError('ERR_STATE_IO', await whyNone(wan, last, nowMs));
  return { kind: 'history', rows };
}

async function printCycles(
  wan: WanSettings,
  laws: readonly string[],
  source: Source,
  { print }: ReplayIo,
): Promise<void> {
  for (const law of laws) {
    const { cycles } = await runLaw(wan, law, source);
    for await (const cycle of cycles) {
      await print(JSON.stringify(laws.length > 1 ? { law, ...cycle } : cycle));
    }
  }
}

async function compare(
  wan: WanSettings,
  laws: readonly string[],
  source: Source,
  { width }: ReplayIo,
): Promise<string> {
  const runs: Track[] = [];
  for (const name of laws) {
    const { line, cycles } = await runLaw(wan, name, source);
    runs.push({ name, rows: await toRows(cycles, line) });
  }
  const rows = source.kind === 'history' ? source.rows : [];
  const timeText = source.kind === 'history' ? dayMinuteText : durationText;
  const recorded: Track = { name: 'recorded', rows };
  const [one = recorded, other] = runs;
  const pair: Pair = other ? [one, other] : [recorded, one];
  const tracks = rows.length > 0 ? [recorded, ...runs] : runs;
  return `${replayReport({ line: lineOf(wan), tracks, pair, timeText, width })}\n\n${caveats(rows)}\n`;
}
