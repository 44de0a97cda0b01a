import { ASSESSOR, resolve } from '@wanctl/core';
import { loadWanFiles } from '../daemon/load-files.js';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { lineOf, registerLaw, wishesOf } from '../daemon/wan-plugins.js';
import { readRecording } from '../replay/recording.js';
import { replay } from '../replay/replay.js';

/** Flags of `wanctl replay`. */
export interface ReplayOptions {
  readonly config: string;
  readonly input: string;
  /** A law by name instead of the one that the file names. */
  readonly law?: string;
}

/** Prints one JSON line per recorded cycle. Throws `WanctlError`. */
export async function replayCommand(
  { config, input, law }: ReplayOptions,
  print: (line: string) => Promise<void>,
): Promise<number> {
  const [configured] = await loadWanFiles([config], { needSecrets: false });
  if (!configured) return 1;
  const wan = law === undefined ? configured : { ...configured, controller: { name: law, options: {} } };
  const container = quietContainer();
  await loadPlugins(container, [wishesOf(wan)]);
  registerLaw(container, wan);
  for await (const cycle of replay(readRecording(input), resolve(container, ASSESSOR), lineOf(wan))) {
    await print(JSON.stringify(cycle));
  }
  return 0;
}
