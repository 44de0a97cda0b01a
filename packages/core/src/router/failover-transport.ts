import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { Change, ChangeOutcome, Command, MayWrite, ReadRequest, Row, Transport } from '../transport.js';
import { asTransportError, isConnectionFault, type TransportError } from '../transport-error.js';

/** The preferred transport is tried again this long after it failed, ms, doubled at each failure. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 300_000;

/**
 * Two ways to one router: calls go over the first; when its connection fails they go over the second, until a
 * harmless read shows that the first works again. Only one of the two ever writes. A failed write is not
 * repeated over the other: what the router made of it has to be read back first, by the caller.
 */
export class FailoverTransport implements Transport {
  readonly #first: Transport;
  readonly #second: Transport;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #active: Transport;
  #retryAtMs = 0;
  #retryMs = FIRST_RETRY_MS;
  #retrying = false;
  /** What was told of each since the first last worked, so that two that fail in turn tell it once. */
  readonly #told = new Map<Transport, string>();

  constructor(first: Transport, second: Transport, clock: Clock, logger: Logger) {
    this.#first = first;
    this.#second = second;
    this.#clock = clock;
    this.#logger = logger;
    this.#active = first;
  }

  get description(): string {
    return `${this.#first.description}, else ${this.#second.description}`;
  }

  async read(request: ReadRequest): Promise<readonly Row[]> {
    return this.#harmless((transport) => transport.read(request));
  }

  async apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]> {
    const transport = this.#choose();
    const outcomes = await transport.apply(changes, mayWrite);
    for (const outcome of outcomes) {
      if (outcome.status === 'failed' && isConnectionFault(outcome.error.kind)) {
        this.#leave(transport, outcome.error);
        break;
      }
    }
    return outcomes;
  }

  async run(command: Command): Promise<readonly Row[]> {
    const transport = this.#choose();
    try {
      return await transport.run(command);
    } catch (thrown) {
      const error = asTransportError(thrown);
      if (isConnectionFault(error.kind)) this.#leave(transport, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#first.close(), this.#second.close()]);
  }

  /** A call that may be repeated over the other transport at once. */
  async #harmless<T>(call: (transport: Transport) => Promise<T>): Promise<T> {
    const transport = this.#choose();
    try {
      return await call(transport);
    } catch (thrown) {
      const error = asTransportError(thrown);
      if (!isConnectionFault(error.kind)) throw error;
      this.#leave(transport, error);
      return call(this.#active);
    }
  }

  #choose(): Transport {
    const isDue = this.#active === this.#second && this.#clock.now() >= this.#retryAtMs;
    if (isDue && !this.#retrying) void this.#retryFirst();
    return this.#active;
  }

  #leave(failed: Transport, error: TransportError): void {
    if (failed !== this.#active) return;
    this.#active = failed === this.#first ? this.#second : this.#first;
    this.#retryAtMs = this.#clock.now() + this.#retryMs;
    this.#tell(failed, error);
  }

  #tell(failed: Transport, { message }: TransportError): void {
    if (this.#told.get(failed) === message) return;
    this.#told.set(failed, message);
    this.#logger.warn(`router: ${message}; going on over ${this.#active.description}`);
  }

  async #retryFirst(): Promise<void> {
    this.#retrying = true;
    try {
      await this.#first.read({ menu: 'system/resource', fields: ['uptime'] });
      this.#active = this.#first;
      this.#retryMs = FIRST_RETRY_MS;
      this.#told.clear();
      this.#logger.info(`router: back to ${this.#first.description}`);
    } catch (thrown) {
      this.#tell(this.#first, asTransportError(thrown));
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
      this.#retryAtMs = this.#clock.now() + this.#retryMs;
    } finally {
      this.#retrying = false;
    }
  }
}
