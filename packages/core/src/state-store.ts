import type { JsonObject } from './json.js';

/** A lock that is held. */
export interface StateLock {
  /** Gives it back; harmless when called twice. */
  release(): Promise<void>;
}

/**
 * Keeps named JSON documents, e.g. one per WAN. Only one process may write a document at a time: whoever
 * holds its lock.
 */
export interface StateStore {
  /**
   * The document as last saved; null when there is none. A damaged one is set aside, the last good copy is
   * given instead, and the logger is told.
   */
  load(name: string): Promise<JsonObject | null>;
  /** Saves all or nothing: after a crash at any instant the old or the new document is there. */
  save(name: string, document: JsonObject): Promise<void>;
  /** Takes the lock. Rejects with `ERR_STATE_LOCKED` and the holder when another living process has it. */
  lock(name: string): Promise<StateLock>;
}
