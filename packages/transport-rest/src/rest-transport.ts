import {
  asTransportError,
  type Change,
  type ChangeOutcome,
  CLOCK,
  type Clock,
  type Command,
  inject,
  isConnectionFault,
  LOGGER,
  type Logger,
  type MayWrite,
  matchingRows,
  OPTIONS,
  type ReadRequest,
  type Row,
  TRUST_STORE,
  type Transport,
  TransportError,
  type TrustStore,
} from '@wanctl/core';
import { createAgents, originOf } from './connection.js';
import { decodeRows } from './decode.js';
import { encodeChange, encodeCommand, encodeRead, type RestRequest } from './encode.js';
import { createClient, type ExchangeContext, exchange } from './exchange.js';
import { createRequestQueue, type RequestQueue } from './request-queue.js';
import type { RestTransportOptions } from './rest-transport-options.js';

/** The router's web server resets connections for up to 2.4 s after aborted requests (seen on 7.21.5). */
const PAUSE_AFTER_BREAK_OFF_MS = 3000;

/** RouterOS over its REST API, one request at a time, over one kept connection. */
export class RestTransport implements Transport {
  readonly description: string;
  readonly #queue: RequestQueue;
  readonly #context: ExchangeContext;
  readonly #closing = new AbortController();

  constructor(
    @inject(OPTIONS) options: RestTransportOptions,
    @inject(CLOCK) clock: Clock,
    @inject(TRUST_STORE) trust: TrustStore,
    @inject(LOGGER) logger: Logger,
  ) {
    const origin = originOf(options);
    this.description = `rest ${origin}`;
    this.#queue = createRequestQueue(clock);
    const agents = createAgents(options, { clock, trust, logger, signal: this.#closing.signal });
    const login = Buffer.from(`${options.user}:${options.password}`).toString('base64');
    this.#context = {
      client: createClient(origin, agents, `Basic ${login}`),
      timeoutMs: options.timeout_ms,
      clock,
      onBreakOff: () => this.#queue.holdFor(PAUSE_AFTER_BREAK_OFF_MS),
    };
  }

  async read(request: ReadRequest): Promise<readonly Row[]> {
    const encoded = encodeRead(request);
    return matchingRows(await this.#queue.add(() => this.#send(encoded), 'normal'), request.match);
  }

  async run(command: Command): Promise<readonly Row[]> {
    const encoded = encodeCommand(command);
    return this.#queue.add(() => this.#send(encoded), 'normal');
  }

  async apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]> {
    // One piece of work for the whole list, so that no read gets between two changes.
    return this.#queue
      .add(() => this.#applyAll(changes, mayWrite), 'urgent')
      .catch((error) =>
        changes.map((_, index) => (index === 0 ? { status: 'failed', error } : { status: 'skipped' })),
      );
  }

  async close(): Promise<void> {
    this.#queue.close(new TransportError('unreachable', `${this.description}: closed`));
    this.#closing.abort();
  }

  async #applyAll(changes: readonly Change[], mayWrite?: MayWrite): Promise<ChangeOutcome[]> {
    const outcomes: ChangeOutcome[] = [];
    let isConnected = true;
    for (const change of changes) {
      const outcome: ChangeOutcome = isConnected
        ? await this.#applyOne(change, mayWrite)
        : { status: 'skipped' };
      if (outcome.status === 'failed' && isConnectionFault(outcome.error.kind)) isConnected = false;
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async #applyOne(change: Change, mayWrite?: MayWrite): Promise<ChangeOutcome> {
    try {
      await this.#send(encodeChange(change), mayWrite);
      return { status: 'applied' };
    } catch (error) {
      return { status: 'failed', error: asTransportError(error) };
    }
  }

  async #send(request: RestRequest, mayWrite?: MayWrite): Promise<Row[]> {
    try {
      return decodeRows(await exchange(request, { ...this.#context, mayWrite }), request);
    } catch (thrown) {
      const { kind, message, mayHaveApplied, cause } = asTransportError(thrown);
      const where = `${this.description}: ${request.method} ${request.path}`;
      throw new TransportError(kind, `${where}: ${message}`, { mayHaveApplied, cause });
    }
  }
}
