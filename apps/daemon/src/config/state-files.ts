import { dirname, join } from 'node:path';
import type { SteeringSettings } from './steering-settings.js';

/**
 * Where another process may keep a WAN's state: where the file says, beside steering's own state, and beside its lock,
 * as the Python original does whatever its files say. The newest counts.
 */
export function stateFilesOf(wan: string, settings: SteeringSettings): readonly string[] {
  const { primaryWan, primaryStateFile, alternates, stateFile, lockFile } = settings;
  const configured =
    wan === primaryWan ? primaryStateFile : alternates.find((other) => other.wan === wan)?.stateFile;
  const usual = [stateFile, lockFile].map((file) => join(dirname(file), `${wan}_state.json`));
  return [...new Set([...(configured ? [configured] : []), ...usual])];
}
