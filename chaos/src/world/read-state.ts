import { type JsonObject, silentLogger, systemClock } from '@wanctl/core';
import { FileStateStore } from '@wanctl/state-file';

/** A state document as the daemon would read it at its start. */
export interface ReadState {
  /** Null when it is lost. */
  readonly document: JsonObject | null;
  /** True when the file is damaged or missing, and the document the last good copy. */
  readonly damaged: boolean;
}

/** Reads a state file with the daemon's own store, which moves a damaged file aside. */
export async function readState(file: string): Promise<ReadState> {
  let damaged = false;
  const warn = () => {
    damaged = true;
  };
  const options = { documents: { state: { file } }, locks: {} };
  const store = new FileStateStore(options, systemClock, { ...silentLogger, warn });
  return { document: await store.load('state'), damaged };
}
