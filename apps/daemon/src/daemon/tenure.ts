import { once } from 'node:events';
import {
  type Clock,
  delay,
  isWanctlError,
  messageOf,
  type StateLock,
  type StateStore,
  type Telemetry,
  type WanctlError,
} from '@wanctl/core';
import type { Log } from './logging.js';

/** Who may run a loop: this process while it has the lock, or another. */
export interface Tenure {
  /** Null until this process has it. */
  lock: StateLock | null;
  /** Why it has not; null before it has asked. */
  refusal: WanctlError | null;
}

/** A loop that only the process with its lock may run. */
export interface Tenant {
  readonly settings: { readonly wanName: string };
  readonly store: StateStore;
  readonly telemetry: Telemetry;
  readonly log: Log;
  readonly tenure: Tenure;
  readonly loop: { stop(): Promise<void> };
  start(): Promise<void>;
  /** Wires the loop anew, with a tenure to come: nothing of the last one is known or wanted any more. */
  renew(): void;
}

/** Asks once for the lock; false when it is refused. */
export async function takeLock(
  { store, settings, tenure, telemetry }: Tenant,
  clock: Clock,
): Promise<boolean> {
  const startedMs = clock.now();
  try {
    tenure.lock = await store.lock(settings.wanName);
    return true;
  } catch (error) {
    if (!isWanctlError(error)) throw error;
    tenure.refusal = error;
    return false;
  } finally {
    telemetry.record('lock', clock.now() - startedMs);
  }
}

/**
 * Stops a loop whose lock is lost, stands by for the lock, asking every `retryMs`, and starts the loop with it.
 * Resolves when the signal ends it; the loop may run then.
 */
export async function followLock(
  tenant: Tenant,
  retryMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const ended = once(signal, 'abort');
  if (!tenant.tenure.lock) tellStandingBy(tenant);
  while (!signal.aborted) {
    const { lock } = tenant.tenure;
    await Promise.race([ended, lock ? lock.lost : delay(clock, retryMs)]);
    if (signal.aborted) return;
    if (lock) await leave(tenant, 'the lock is lost, nothing more is written');
    else await tryToEnter(tenant, clock);
  }
}

async function leave(tenant: Tenant, why: string): Promise<void> {
  tenant.log.warn(`${why}: standing by`);
  await tenant.loop.stop();
  await tenant.tenure.lock?.release();
  tenant.renew();
}

async function tryToEnter(tenant: Tenant, clock: Clock): Promise<void> {
  const { tenure, log } = tenant;
  const before = tenure.refusal?.message;
  if (await takeLock(tenant, clock)) {
    log.info('has the lock');
    await tenant.start().catch((error) => leave(tenant, messageOf(error)));
  } else if (tenure.refusal?.message !== before) tellStandingBy(tenant);
}

function tellStandingBy({ tenure, log }: Tenant): void {
  log.info(`standing by: ${tenure.refusal?.message}`);
}
