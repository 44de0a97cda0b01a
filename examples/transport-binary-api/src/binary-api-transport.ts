import {
  asTransportError,
  type Change,
  type ChangeOutcome,
  CLOCK,
  type Clock,
  type Command,
  inject,
  LOGGER,
  type Logger,
  type MayWrite,
  matchingRows,
  notAllowed,
  OPTIONS,
  type ReadRequest,
  type Row,
  TRUST_STORE,
  type Transport,
  TransportError,
  type TrustStore,
} from '@wanctl/core';
import type { Conversation } from './conversation.js';
import { encodeChange, encodeCommand, encodeRead, type Request } from './encode.js';
import { type BinaryApiOptions, portOf } from './options.js';
import { createSession } from './session.js';

/** RouterOS over its binary API, on one kept connection: changes go out at once, reads one after another. */
export class BinaryApiTransport implements Transport {
  readonly description: string;
  readonly #connected: () => Promise<Conversation>;
  readonly #closing = new AbortController();
  #newestRead: Promise<unknown> = Promise.resolve();

  constructor(
    @inject(OPTIONS) options: BinaryApiOptions,
    @inject(CLOCK) clock: Clock,
    @inject(TRUST_STORE) trust: TrustStore,
    @inject(LOGGER) logger: Logger,
  ) {
    this.description = `binary-api ${options.host}:${portOf(options)}`;
    this.#connected = createSession({ options, clock, trust, logger, signal: this.#closing.signal });
  }

  async read(request: ReadRequest): Promise<readonly Row[]> {
    const rows = await this.#inTurn(`read ${request.menu}`, () => encodeRead(request));
    return matchingRows(rows, request.match);
  }

  async run(command: Command): Promise<readonly Row[]> {
    return this.#inTurn(`${command.name} ${command.menu}`, () => encodeCommand(command));
  }

  /** All changes are sent together: the router takes them in that order, and a fault leaves all of them in doubt. */
  async apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]> {
    try {
      const conversation = await this.#connected();
      return await Promise.all(changes.map((change) => this.#applyOne(conversation, change, mayWrite)));
    } catch (error) {
      const failed = { status: 'failed', error: this.#located('connect', error) } as const;
      return changes.map((_, index) => (index === 0 ? failed : { status: 'skipped' }));
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  async #applyOne(conversation: Conversation, change: Change, mayWrite?: MayWrite): Promise<ChangeOutcome> {
    try {
      if (mayWrite?.() === false) throw notAllowed();
      await conversation.ask(encodeChange(change));
      return { status: 'applied' };
    } catch (error) {
      return { status: 'failed', error: this.#located(`set ${change.menu} ${change.id}`, error) };
    }
  }

  /** One read at a time, so that a change never waits for more than one of them. */
  async #inTurn(where: string, encode: () => Request): Promise<Row[]> {
    const answer = this.#newestRead.then(async () => {
      const request = encode();
      return (await this.#connected()).ask(request);
    });
    this.#newestRead = answer.catch(() => {});
    return answer.catch((error) => {
      throw this.#located(where, error);
    });
  }

  #located(where: string, thrown: unknown): TransportError {
    const { kind, message, mayHaveApplied, cause } = asTransportError(thrown);
    return new TransportError(kind, `${this.description}: ${where}: ${message}`, { mayHaveApplied, cause });
  }
}
