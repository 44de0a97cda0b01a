import {
  CLOCK,
  type Clock,
  inject,
  type JsonObject,
  LOGGER,
  type Logger,
  OPTIONS,
  type StateLock,
  type StateStore,
  WanctlError,
} from '@wanctl/core';
import { readDocument, writeDocument } from './document-file.js';
import type { FileStateOptions } from './file-state-options.js';
import { adoptFormer } from './former-file.js';
import { takeLock } from './pid-lock.js';
import { removeStaleTemps } from './temp-file.js';

/** Keeps each document as a JSON file, and each lock as a file that holds a PID. */
export class FileStateStore implements StateStore {
  /** The newest call per document: calls for one document run one after another. */
  readonly #newest = new Map<string, Promise<unknown>>();

  constructor(
    @inject(OPTIONS) private readonly options: FileStateOptions,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOGGER) private readonly logger: Logger,
  ) {}

  async load(name: string): Promise<JsonObject | null> {
    const { file, formerly } = entryOf(this.options.documents, 'document', name);
    return this.#afterOthers(name, async () => {
      await removeStaleTemps(file, this.clock.wall());
      if (formerly !== undefined) await adoptFormer(file, formerly, this.logger);
      return readDocument(file, this.logger);
    });
  }

  async save(name: string, document: JsonObject): Promise<void> {
    const { file } = entryOf(this.options.documents, 'document', name);
    return this.#afterOthers(name, () => writeDocument(file, document));
  }

  async lock(name: string): Promise<StateLock> {
    const { file, timeoutSec } = entryOf(this.options.locks, 'lock', name);
    return takeLock(file, timeoutSec, this.clock.wall());
  }

  #afterOthers<T>(name: string, action: () => Promise<T>): Promise<T> {
    const previous = this.#newest.get(name) ?? Promise.resolve();
    const result = previous.then(action, action);
    this.#newest.set(name, result);
    return result;
  }
}

function entryOf<T>(entries: Record<string, T>, what: string, name: string): T {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) {
    const known = Object.keys(entries).join(', ') || 'none';
    throw new WanctlError('ERR_OPTIONS_INVALID', `state ${what} "${name}" has no file; known: ${known}`);
  }
  return entry;
}
