import type { PerDirection } from '../assessor.js';
import type { JsonObject } from '../json.js';

/** Shape of the WAN state document; files without the key are those of the original program. */
const SCHEMA_VERSION = 1;

/**
 * What is saved of a WAN, in the key order of existing files: the law's state and the limits that the router
 * accepted. Limits not known yet leave those of the file alone.
 */
export function wanDocument(lawState: JsonObject, acceptedBps: PerDirection<number | null>): JsonObject {
  const lastApplied: Record<string, number> = {};
  if (acceptedBps.download !== null) lastApplied['dl_rate'] = acceptedBps.download;
  if (acceptedBps.upload !== null) lastApplied['ul_rate'] = acceptedBps.upload;
  return { ...lawState, last_applied: lastApplied, schema_version: SCHEMA_VERSION };
}
