import type { Direction, PerDirection } from '../assessor.js';
import type { Clock } from '../clock.js';
import type { Events } from '../events.js';
import type { Logger } from '../logger.js';
import type { Telemetry } from '../telemetry.js';
import type { Change, ChangeOutcome, Transport } from '../transport.js';
import { asTransportError, type TransportError } from '../transport-error.js';
import { FaultMemory } from './fault-memory.js';
import { type FoundQueue, findQueues, QUEUE_MENU, type QueueTarget } from './find-queues.js';
import type { QueuesHealth } from './queues-health.js';
import { WriteBudget } from './write-budget.js';

const DIRECTIONS: readonly Direction[] = ['download', 'upload'];

/** How often the router is asked whether it still has what it was given, ms: others may change it too. */
const RECHECK_MS = 60_000;

interface Wish {
  readonly rateBps: number;
  readonly decidedAtMs: number;
}

/** What `WanQueues` works with. */
export interface WanQueuesParts {
  readonly wanName: string;
  readonly targets: PerDirection<QueueTarget>;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  readonly telemetry: Telemetry;
}

/**
 * The two queue limits of a WAN: takes the wanted rates and sees to it, in the background, that the router has
 * them. Only changes are sent, decreases first; the newest wish wins; what the router accepted is remembered
 * per direction; after a fault the real limits are read back before anything else is sent.
 */
export class WanQueues {
  readonly #parts: WanQueuesParts;
  readonly #faults: FaultMemory;
  readonly #budget: WriteBudget;
  #wishes: Partial<Record<Direction, Wish>> = {};
  /** What the router has; null: not known, to be read before the next write. */
  #found: PerDirection<FoundQueue> | null = null;
  #acceptedBps: Record<Direction, number | null> = { download: null, upload: null };
  #acceptedAtMs: number | null = null;
  #lookedAtMs: number | null = null;
  #asBelieved = true;
  #working: Promise<void> | null = null;

  constructor(parts: WanQueuesParts) {
    this.#parts = parts;
    this.#faults = new FaultMemory(parts.clock, parts.logger);
    this.#budget = new WriteBudget(parts.clock);
  }

  /** Limits that the router is known to have, bit/s; null before the first contact. */
  get acceptedBps(): PerDirection<number | null> {
    return { ...this.#acceptedBps };
  }

  /** True while the router has not got what was last wanted. */
  get behind(): boolean {
    return this.#found === null || DIRECTIONS.some((direction) => this.#differs(direction));
  }

  health(): QueuesHealth {
    return {
      faults: this.#faults.faults(),
      waiting: DIRECTIONS.filter((direction) => this.#differs(direction)).map((direction) => ({
        direction,
        sinceMs: this.#wishes[direction]?.decidedAtMs ?? 0,
      })),
      acceptedAtMs: this.#acceptedAtMs,
      checkedAtMs: this.#lookedAtMs,
      asBelieved: this.#asBelieved,
      budget: this.#budget.health(),
    };
  }

  /** Asks for rates (bit/s) and returns at once. Called every tick, it also drives retries. */
  want(ratesBps: PerDirection<number>): void {
    for (const direction of DIRECTIONS) {
      const rateBps = ratesBps[direction];
      if (this.#wishes[direction]?.rateBps !== rateBps) {
        this.#wishes[direction] = { rateBps, decidedAtMs: this.#parts.clock.now() };
      }
    }
    const lookedAtMs = this.#lookedAtMs ?? Number.NEGATIVE_INFINITY;
    if (!this.#working && this.#parts.clock.now() - lookedAtMs >= RECHECK_MS) this.#found = null;
    this.#begin();
  }

  /** Gets to know the router's queues and limits without changing any. A failure is told to the logger. */
  async look(): Promise<void> {
    this.#begin();
    await this.settled();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#working;
  }

  #begin(): void {
    if (this.#working || !this.behind || !this.#faults.mayTry()) return;
    this.#working = this.#work().finally(() => {
      this.#working = null;
    });
  }

  async #work(): Promise<void> {
    try {
      let fault = await this.#send();
      // Ids change when a queue is made anew or the router restarts: look them up once more.
      if (fault?.kind === 'not-found' || fault?.kind === 'rejected') fault = await this.#send();
      if (fault) this.#note(fault);
      else this.#faults.clear();
    } catch (error) {
      this.#note(asTransportError(error));
    }
  }

  /** Sends what differs until nothing does or a change fails; gives the failure. */
  async #send(): Promise<TransportError | null> {
    this.#found ??= await this.#lookUp();
    for (let changes = this.#dueChanges(); changes.length > 0; changes = this.#dueChanges()) {
      const wishes = { ...this.#wishes };
      const startedMs = this.#parts.clock.now();
      const outcomes = await this.#parts.transport.apply(changes.map(({ change }) => change));
      this.#parts.telemetry.record('write', this.#parts.clock.now() - startedMs);
      changes.forEach(({ direction }, index) => {
        this.#record(direction, wishes[direction], outcomes[index] ?? { status: 'skipped' });
      });
      const failed = outcomes.find((outcome) => outcome.status === 'failed');
      if (failed) {
        // The router may now hold neither the old nor the new limit: look before the next write.
        this.#found = null;
        return failed.error;
      }
    }
    return null;
  }

  async #lookUp(): Promise<PerDirection<FoundQueue>> {
    const { transport, targets, clock, logger } = this.#parts;
    const found = await findQueues(transport, targets, logger);
    this.#lookedAtMs = clock.now();
    this.#asBelieved = true;
    for (const direction of DIRECTIONS) {
      const { maxLimitBps } = found[direction];
      const believed = this.#acceptedBps[direction];
      // After a fault a difference is our own doing; otherwise somebody has been at the router.
      if (believed !== null && believed !== maxLimitBps && !this.#faults.present) {
        this.#asBelieved = false;
        logger.warn(
          `router: the ${direction} limit was ${believed} bit/s and is now ${maxLimitBps}; setting it back`,
        );
      }
      this.#acceptedBps[direction] = maxLimitBps;
    }
    return found;
  }

  /** Changes that may be sent now, decreases before increases. */
  #dueChanges(): { direction: Direction; change: Change }[] {
    const found = this.#found;
    if (found === null) return [];
    return DIRECTIONS.filter((direction) => this.#differs(direction))
      .filter((direction) => this.#budget.take(direction, this.#isRaise(direction)))
      .sort((a, b) => Number(this.#isRaise(a)) - Number(this.#isRaise(b)))
      .map((direction) => ({ direction, change: this.#changeOf(direction, found[direction]) }));
  }

  /**
   * The name goes along with the limit: after a restart an id may mean another queue, and the router refuses a
   * second queue of a name where it would otherwise change the wrong one.
   */
  #changeOf(direction: Direction, { id, missingType }: FoundQueue): Change {
    const { queue } = this.#parts.targets[direction];
    const set = { name: queue, 'max-limit': String(this.#wishes[direction]?.rateBps) };
    return { menu: QUEUE_MENU, id, set: missingType === null ? set : { ...set, queue: missingType } };
  }

  #differs(direction: Direction): boolean {
    const wish = this.#wishes[direction];
    return wish !== undefined && wish.rateBps !== this.#acceptedBps[direction];
  }

  /** A limit of 0 means unlimited, so that whatever follows it is a cut. */
  #isRaise(direction: Direction): boolean {
    const accepted = this.#acceptedBps[direction];
    const wish = this.#wishes[direction];
    return wish !== undefined && accepted !== null && accepted !== 0 && wish.rateBps > accepted;
  }

  #record(direction: Direction, wish: Wish | undefined, outcome: ChangeOutcome): void {
    if (outcome.status === 'skipped' || wish === undefined) return;
    const { wanName, clock, events, telemetry } = this.#parts;
    if (outcome.status === 'failed') {
      events.emit('write-failed', {
        wan: wanName,
        direction,
        rateBps: wish.rateBps,
        error: outcome.error.kind,
      });
      return;
    }
    const tookMs = clock.now() - wish.decidedAtMs;
    this.#acceptedAtMs = clock.now();
    this.#acceptedBps[direction] = wish.rateBps;
    if (this.#found) {
      this.#found = { ...this.#found, [direction]: { ...this.#found[direction], missingType: null } };
    }
    telemetry.count('writes.applied');
    telemetry.record('decision-to-accepted', tookMs);
    events.emit('applied', { wan: wanName, direction, rateBps: wish.rateBps, tookMs });
  }

  #note(error: TransportError): void {
    this.#parts.telemetry.count(`router-errors.${error.kind}`);
    this.#faults.note(error);
  }
}
