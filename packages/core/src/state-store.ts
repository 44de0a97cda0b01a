import type { JsonObject } from './json.js';

/** A lock that was taken. */
export interface StateLock {
  /**
   * True while nobody else can have it, at this very moment: to be asked right before each write that is the
   * holder's alone, also of a process that has just stood still for hours. Once false it stays false.
   */
  held(): boolean;
  /** Resolves when it is lost, at the latest a few seconds after `held` has become false; never after `release`. */
  readonly lost: Promise<void>;
  /** Gives it back; harmless when called twice. */
  release(): Promise<void>;
}

/**
 * Keeps named JSON documents, e.g. one per WAN. Only one process may write a document at a time: whoever
 * holds its lock.
 */
export interface StateStore {
  /**
   * There when locks pass from process to process, maybe on other machines: a daemon that is refused one stands by and
   * asks again after so many ms. Absent: it ends.
   */
  readonly retryLockMs?: number;
  /**
   * The document as last saved; null when there is none. A damaged one is set aside, the last good copy is
   * given instead, and the logger is told.
   */
  load(name: string): Promise<JsonObject | null>;
  /**
   * Saves all or nothing: after a crash at any instant the old or the new document is there. Rejects with
   * `ERR_STATE_LOCKED` when this store had the document's lock and has lost it to another process.
   */
  save(name: string, document: JsonObject): Promise<void>;
  /** Takes the lock. Rejects with `ERR_STATE_LOCKED` and the holder when another living process has it. */
  lock(name: string): Promise<StateLock>;
}
