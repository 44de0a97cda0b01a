import {
  asTransportError,
  type Change,
  type ChangeOutcome,
  CLOCK,
  type Clock,
  type Command,
  inject,
  isConnectionFault,
  type MayWrite,
  matchingRows,
  notAllowed,
  OPTIONS,
  type ReadRequest,
  type Row,
  type Transport,
  TransportError,
} from '@wanctl/core';
import { rowsOf } from './answer.js';
import type { ExampleTransportOptions } from './options.js';

/** RouterOS over its REST API, one call at a time. */
export class ExampleTransport implements Transport {
  readonly description: string;
  readonly #origin: string;
  readonly #authorization: string;
  readonly #timeoutMs: number;
  readonly #closing = new AbortController();
  /** The router serves a user's requests one by one, and in this order. */
  #newest: Promise<unknown> = Promise.resolve();

  constructor(
    @inject(OPTIONS) { scheme, host, port, user, password, timeout_ms }: ExampleTransportOptions,
    @inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#origin = new URL(`${scheme}://${host}${port === undefined ? '' : `:${port}`}`).origin;
    this.description = `example-transport ${this.#origin}`;
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    this.#timeoutMs = timeout_ms;
  }

  async read({ menu, match = {}, fields }: ReadRequest): Promise<readonly Row[]> {
    const wanted = ['.id', ...(fields ?? []), ...Object.keys(match)].map(encodeURIComponent);
    const path = fields ? `${menu}?.proplist=${wanted}` : menu;
    return matchingRows(await this.#inTurn(() => this.#send('GET', path)), match);
  }

  apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]> {
    return this.#inTurn(async () => {
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
    });
  }

  run({ menu, name, arguments: given = {} }: Command): Promise<readonly Row[]> {
    return this.#inTurn(() => this.#send('POST', `${menu}/${name}`, given));
  }

  async close(): Promise<void> {
    this.#closing.abort(new TransportError('unreachable', 'closed', { mayHaveApplied: true }));
  }

  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#newest.then(call, call);
    this.#newest = result;
    return result;
  }

  async #applyOne({ menu, id, set }: Change, mayWrite?: MayWrite): Promise<ChangeOutcome> {
    try {
      if (mayWrite?.() === false) throw notAllowed();
      await this.#send('PATCH', `${menu}/${encodeURIComponent(id)}`, set);
      return { status: 'applied' };
    } catch (error) {
      return { status: 'failed', error: asTransportError(error) };
    }
  }

  async #send(method: string, path: string, body?: object): Promise<Row[]> {
    const isChange = method !== 'GET';
    try {
      const { status, text } = await this.#fetch(method, path, body);
      return rowsOf(status, text, isChange);
    } catch (thrown) {
      const fault = thrown instanceof TransportError ? thrown : unreachable(thrown);
      const message = `${this.description}: ${method} ${path}: ${fault.message}`;
      throw new TransportError(fault.kind, message, { mayHaveApplied: isChange && fault.mayHaveApplied });
    }
  }

  async #fetch(method: string, path: string, body?: object) {
    const deadline = new AbortController();
    const cancel = this.clock.schedule(() => {
      const message = `no answer within ${this.#timeoutMs} ms`;
      deadline.abort(new TransportError('timeout', message, { mayHaveApplied: true }));
    }, this.#timeoutMs);
    try {
      const response = await fetch(`${this.#origin}/rest/${path}`, {
        method,
        headers: { authorization: this.#authorization, 'content-type': 'application/json' },
        redirect: 'error',
        signal: AbortSignal.any([this.#closing.signal, deadline.signal]),
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    } finally {
      cancel();
    }
  }
}

/** `fetch` tells the reason as the cause of its error. */
function unreachable(thrown: unknown): TransportError {
  const { cause = thrown } = thrown as Error;
  const [line = ''] = String(cause).split('\n');
  return new TransportError('unreachable', line, { mayHaveApplied: true });
}
