import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  inject,
  isWanctlError,
  type JsonObject,
  LOGGER,
  type Logger,
  messageOf,
  OPTIONS,
  type StateLock,
  type StateStore,
  WanctlError,
} from '@wanctl/core';
import { readDocument, writeDocument } from './document.js';
import { takeLock } from './lock.js';
import type { ExampleStateStoreOptions } from './options.js';

/** Keeps each document as a JSON file of its name in one folder. */
export class ExampleStateStore implements StateStore {
  /** Calls are carried out one after another, so that the newest save wins. */
  #newest: Promise<unknown> = Promise.resolve();

  constructor(
    @inject(OPTIONS) private readonly options: ExampleStateStoreOptions,
    @inject(LOGGER) private readonly logger: Logger,
  ) {}

  load(name: string): Promise<JsonObject | null> {
    return this.#inTurn('read', name, (file) => readDocument(`${file}.json`, this.logger));
  }

  async save(name: string, document: JsonObject): Promise<void> {
    const text = JSON.stringify(document);
    return this.#inTurn('save', name, (file) => writeDocument(`${file}.json`, text));
  }

  lock(name: string): Promise<StateLock> {
    return this.#inTurn('lock', name, (file) => takeLock(`${file}.lock`));
  }

  #inTurn<T>(verb: string, name: string, call: (file: string) => Promise<T>): Promise<T> {
    const { folder } = this.options;
    const work = async () => {
      await mkdir(folder, { recursive: true });
      return call(join(folder, encodeURIComponent(name)));
    };
    const result = this.#newest.then(work, work);
    this.#newest = result;
    return result.catch((error) => {
      if (isWanctlError(error)) throw error;
      const message = `cannot ${verb} "${name}" in ${folder}: ${messageOf(error)}`;
      throw new WanctlError('ERR_STATE_IO', message, { cause: error });
    });
  }
}
