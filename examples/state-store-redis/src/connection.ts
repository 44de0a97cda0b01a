import { messageOf } from '@wanctl/core';
import { Redis } from 'ioredis';
import type { RedisStateOptions } from './options.js';

/** Hands a connection to Redis to a question and gives its answer; rejects when that takes longer than `timeoutMs`. */
export type AskRedis = <T>(question: (redis: Redis) => Promise<T>) => Promise<T>;

/**
 * Asks over one connection, which is made with the first question and, after a fault, anew with the next: what has
 * been sent over one that is cut would arrive at any time. It keeps no process alive.
 */
export function askRedisAt({ url, password }: RedisStateOptions, timeoutMs: number): AskRedis {
  let open: Redis | null = null;
  let fault = '';
  const connect = () => {
    const redis = new Redis(url, {
      ...(password !== undefined && { password }),
      ...{ connectTimeout: timeoutMs, commandTimeout: timeoutMs },
      ...{ enableReadyCheck: false, retryStrategy: () => null },
    });
    redis.on('error', (error) => {
      fault = messageOf(error);
    });
    redis.once('connect', () => redis.stream.unref());
    return redis;
  };
  return async (question) => {
    open ??= connect();
    const redis = open;
    fault = '';
    try {
      return await question(redis);
    } catch (error) {
      redis.disconnect();
      if (open === redis) open = null;
      throw new Error(fault || messageOf(error), { cause: error });
    }
  };
}
