import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import {
  CLOCK,
  type Clock,
  inject,
  isJsonObject,
  type JsonObject,
  LOGGER,
  type Logger,
  messageOf,
  OPTIONS,
  type StateLock,
  type StateStore,
  WanctlError,
} from '@wanctl/core';
import type { Redis } from 'ioredis';
import { type AskRedis, askRedisAt } from './connection.js';
import { keepLease, momentOf } from './lease.js';
import type { RedisStateOptions } from './options.js';
import { GIVE_BACK, RENEW, SAVE, TAKE } from './scripts.js';

/** A lock that this store has taken. */
interface Taken {
  readonly token: number;
  readonly lock: StateLock;
}

/**
 * Keeps documents and locks in Redis. A lock is a lease with a fencing token: it passes to whoever has seen it without
 * a sign of life for the whole of `lease_sec`, by his own clock, so that neither Redis' clock nor its restart matters.
 */
export class RedisStateStore implements StateStore {
  readonly retryLockMs: number;
  readonly #leaseMs: number;
  readonly #askRedis: AskRedis;
  readonly #us = `${hostname()}/${process.pid}/${randomBytes(4).toString('hex')}`;
  readonly #taken = new Map<string, Taken>();
  /** Marks of locks that others hold, and since when they have been seen unchanged, ms. */
  readonly #seen = new Map<string, { readonly mark: string; readonly sinceMs: number }>();

  constructor(
    @inject(OPTIONS) private readonly options: RedisStateOptions,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#leaseMs = options.lease_sec * 1000;
    this.retryLockMs = this.#leaseMs / 12;
    this.#askRedis = askRedisAt(options, this.#leaseMs / 6);
  }

  async load(name: string): Promise<JsonObject | null> {
    return this.#ask(`load "${name}" from`, async (redis) => {
      const [text, previous] = await redis.hmget(this.#document(name), 'text', 'previous');
      const document = parse(text);
      if (document || text === null) return document;
      this.logger.warn(`"${name}" in Redis is no JSON object: set aside as "damaged", the one before counts`);
      await redis.hset(this.#document(name), { damaged: text, text: previous ?? '{}' });
      return parse(previous);
    });
  }

  async save(name: string, document: JsonObject): Promise<void> {
    const text = JSON.stringify(document);
    const taken = this.#taken.get(name);
    const keys = [this.#lock(name), this.#document(name)];
    const isSaved =
      taken?.lock.held() !== false &&
      (await this.#ask(`save "${name}" in`, (redis) =>
        redis.eval(SAVE, 2, ...keys, this.#us, taken?.token ?? 0, text),
      ));
    if (!isSaved) throw new WanctlError('ERR_STATE_LOCKED', `another daemon has the lock of "${name}"`);
  }

  async lock(name: string): Promise<StateLock> {
    const seen = this.#seen.get(name);
    const isAbandoned = seen !== undefined && this.clock.now() - seen.sinceMs >= this.#leaseMs;
    const taken = momentOf(this.clock);
    const [token, mark] = (await this.#ask(`take the lock of "${name}" in`, (redis) =>
      redis.eval(TAKE, 1, this.#lock(name), this.#us, isAbandoned ? seen.mark : ''),
    )) as [number, string];
    if (token === 0) {
      if (seen?.mark !== mark) this.#seen.set(name, { mark, sinceMs: this.clock.now() });
      throw new WanctlError(
        'ERR_STATE_LOCKED',
        `"${name}" in Redis belongs to ${mark.split(' ')[0]} until ${this.options.lease_sec} s after its last sign of life`,
      );
    }
    this.#seen.delete(name);
    const ask = (script: string) => () =>
      this.#ask(`keep the lock of "${name}" in`, (redis) =>
        redis.eval(script, 1, this.#lock(name), this.#us, token),
      );
    const renew = async () => (await ask(RENEW)()) === 1;
    const giveBack = async () => {
      this.#taken.delete(name);
      await ask(GIVE_BACK)();
    };
    const lock = keepLease({ leaseMs: this.#leaseMs, taken, renew, giveBack, clock: this.clock });
    this.#taken.set(name, { token, lock });
    return lock;
  }

  async #ask<T>(what: string, question: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await this.#askRedis(question);
    } catch (error) {
      const { url } = this.options;
      const message = `cannot ${what} Redis at ${url} (${messageOf(error)}): check that it runs and lets us in`;
      throw new WanctlError('ERR_STATE_IO', message, { cause: error });
    }
  }

  #document(name: string): string {
    return `${this.options.prefix}document:${name}`;
  }

  #lock(name: string): string {
    return `${this.options.prefix}lock:${name}`;
  }
}

function parse(text: string | null | undefined): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
