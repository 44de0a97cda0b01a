// A plugin: a router in memory, whose queues carry what the evening has lines carry.
import {
  API_VERSION,
  type Change,
  type ChangeOutcome,
  CLOCK,
  type Clock,
  type Command,
  delay,
  type MayWrite,
  type Plugin,
  type ReadRequest,
  type Row,
  type Transport,
} from '@wanctl/core';
import { MemoryRouter } from '@wanctl/core/testing';
import { eveningAt } from '../evening.js';
import { DIRECTIONS, queueOf } from '../wan-file.js';
import { WANS } from './wans.js';

/** How long it takes to answer, ms. */
const SERVICE_MS = 8;

class EveningRouter implements Transport {
  readonly description = 'the evening router';
  readonly #queues = WANS.flatMap((wan, index) =>
    DIRECTIONS.map((direction) => ({
      wanIndex: index,
      bytes: 0,
      row: { '.id': `*${index}${direction}`, name: queueOf(wan, direction), 'max-limit': '0', queue: 'cake' },
    })),
  );
  readonly #router = new MemoryRouter({ 'queue/tree': this.#queues.map(({ row }) => row) });
  #countedAtMs: number;

  constructor(private readonly clock: Clock) {
    this.#countedAtMs = clock.now();
    this.#router.gate = () => delay(clock, SERVICE_MS);
  }

  read(request: ReadRequest): Promise<readonly Row[]> {
    this.#bringUpToDate();
    return this.#router.read(request);
  }

  apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]> {
    this.#bringUpToDate();
    return this.#router.apply(changes, mayWrite);
  }

  run(command: Command): Promise<readonly Row[]> {
    return this.#router.run(command);
  }

  close(): Promise<void> {
    return this.#router.close();
  }

  /** Counts what has passed, and is ill or not. */
  #bringUpToDate(): void {
    const nowMs = this.clock.now();
    this.#router.fault = eveningAt(nowMs, 0).isRouterIll ? { kind: 'unreachable' } : null;
    // It remembers all calls, which is not the daemon's memory.
    this.#router.calls.length = 0;
    for (const queue of this.#queues) {
      const limitBps = Number(queue.row['max-limit']) || 100e6;
      const passedBps = Math.min(eveningAt(nowMs, queue.wanIndex).demandBps, limitBps);
      queue.bytes += Math.round((passedBps * (nowMs - this.#countedAtMs)) / 8000);
      const packets = String(Math.round(queue.bytes / 1000));
      Object.assign(queue.row, { bytes: String(queue.bytes), packets, dropped: '0' });
    }
    this.#countedAtMs = nowMs;
  }
}

export default {
  apiVersion: API_VERSION,
  kind: 'transport',
  name: 'evening',
  create: (host) => new EveningRouter(host.resolve(CLOCK)),
} satisfies Plugin<'transport'>;
