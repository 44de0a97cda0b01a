import { readFile } from 'node:fs/promises';
import { silentLogger, systemClock, WanctlError } from '@wanctl/core';
import { type Calibration, calibrateLine, DRAIN_MS } from '../calibrate/calibrate-line.js';
import { editsOf } from '../calibrate/edits.js';
import { BISECTIONS } from '../calibrate/find-ceiling.js';
import { loadLine, RAMP_SEC } from '../calibrate/iperf.js';
import { journalPath } from '../calibrate/journal.js';
import { keepLimits } from '../calibrate/keep-limits.js';
import { type Line, openLine } from '../calibrate/line.js';
import { showProgress } from '../calibrate/progress.js';
import { loadConfig } from '../config/load.js';
import type { WanSettings } from '../config/wan-settings.js';
import { loadWanFiles } from '../daemon/load-files.js';
import { createAsk } from '../init/ask.js';
import { editYaml } from '../init/edit-yaml.js';
import { writeOutputs } from '../init/outputs.js';

/** Flags of `wanctl calibrate`. */
export interface CalibrateOptions {
  /** The WAN file. */
  readonly config: string;
  /** Host of an iperf3 server beyond the line. */
  readonly server: string;
  readonly port: number;
  /** Delay over the idle line that is still good, ms. */
  readonly targetBloat: number;
  /** Length of each test after the ramp, ms. */
  readonly testFor: number;
  /** Write the result into the WAN file. */
  readonly write: boolean;
}

/** What the command needs of its surroundings. */
export interface CalibrateIo {
  /** Where progress is shown. */
  readonly terminal: NodeJS.WriteStream;
  /** Takes one or more lines of the result, without the last newline. */
  print(text: string): void;
  /** Takes a line that is no result. */
  note(line: string): void;
  /** Aborts with what is then thrown. */
  readonly signal: AbortSignal;
}

/** The router may take so long for a limit, ms. */
const PATIENCE_MS = 15_000;

/**
 * Finds what a line carries without bloat and shows what that changes in its file. The router's limits are in the end
 * what they were; after a kill, the next calibration or daemon sets them back. Throws `WanctlError`.
 */
export async function calibrate(options: CalibrateOptions, io: CalibrateIo): Promise<number> {
  const { note } = io;
  const wans = await loadWanFiles([options.config], { warn: note });
  for (const wan of wans) {
    const line = await openLine(wan, { ...silentLogger, warn: note, error: note });
    const found = await measure(wan, line, options, io).finally(line.close);
    await tellResult(found, options, io.print);
  }
  return 0;
}

async function measure(
  wan: WanSettings,
  line: Line,
  { server: host, port, testFor, targetBloat }: CalibrateOptions,
  { terminal, note, signal }: CalibrateIo,
): Promise<Calibration> {
  const seconds = Math.ceil(testFor / 1000);
  const progress = showProgress(2 * (1 + BISECTIONS), (RAMP_SEC + seconds) * 1000 + DRAIN_MS, terminal);
  // The load leaves by the same way as the probes.
  const { source, interface: device } = wan.probe.options;
  const server = { host, port, source, device };
  return keepLimits(line, journalPath(wan), note, (beforeBps) =>
    calibrateLine(
      {
        ...{ clock: systemClock, samples: line.samples, signal, ...progress },
        limit: (direction, limitBps) => line.bring({ ...beforeBps, [direction]: limitBps }, PATIENCE_MS),
        load: (direction) => loadLine(server, direction, seconds, signal),
      },
      targetBloat,
    ),
  ).finally(progress.close);
}

async function tellResult(
  found: Calibration,
  { config, write }: CalibrateOptions,
  print: (text: string) => void,
): Promise<void> {
  const mbit = (rateBps: number) => (rateBps / 1e6).toFixed(1);
  const { download, upload } = found.bestBps;
  print(`without load ${found.baselineRttMs.toFixed(1)} ms`);
  print(`without bloat ${mbit(download)} Mbit/s download, ${mbit(upload)} Mbit/s upload`);
  const before = await readFile(config, 'utf8');
  const text = editYaml(before, editsOf(found, before));
  const edited = loadConfig(text, config, process.env);
  if (edited.kind === 'invalid') {
    const why = edited.problems[0]?.message;
    throw new WanctlError('ERR_CONFIG_INVALID', `${config} would not do with these rates: ${why}`);
  }
  const ask = createAsk(null, (message) => {
    throw new WanctlError('ERR_OPTIONS_INVALID', message);
  });
  await writeOutputs([{ file: config, text, isSecret: false }], {
    ...{ ask, tell: print, yes: true, dryRun: !write },
  });
  if (!write) print('Nothing is written; with --write it is.');
}
