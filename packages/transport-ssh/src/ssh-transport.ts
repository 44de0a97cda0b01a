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
  OPTIONS,
  type ReadRequest,
  type Row,
  TRUST_STORE,
  type Transport,
  TransportError,
  type TrustStore,
} from '@wanctl/core';
import { applyChanges, faultOutcomes } from './apply-changes.js';
import { type CommandQueue, createCommandQueue } from './command-queue.js';
import { countDone, decodeRows } from './decode.js';
import { encodeCommand, encodeRead } from './encode.js';
import { peerOf } from './host-key.js';
import { refusal } from './refusal.js';
import { createSession, type Session } from './session.js';
import type { SshTransportOptions } from './ssh-transport-options.js';

/** RouterOS over its command line, on kept SSH connections with one command at a time on each. */
export class SshTransport implements Transport {
  readonly description: string;
  readonly #queue: CommandQueue<Session>;
  readonly #closing = new AbortController();

  constructor(
    @inject(OPTIONS) options: SshTransportOptions,
    @inject(CLOCK) clock: Clock,
    @inject(TRUST_STORE) trustStore: TrustStore,
    @inject(LOGGER) logger: Logger,
  ) {
    this.description = peerOf(options);
    const context = { options, clock, trustStore, logger, signal: this.#closing.signal };
    const sessions = Array.from({ length: options.pool_size }, () => createSession(context));
    this.#queue = createCommandQueue(sessions);
  }

  async read(request: ReadRequest): Promise<readonly Row[]> {
    const rows = await this.#queue
      .add(async (session) => readRows(session, encodeRead(request)), 'normal')
      .catch((error) => this.#fail(`read ${request.menu}`, error));
    return matchingRows(rows, request.match);
  }

  async apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]> {
    const outcomes = await this.#queue
      .add((session) => applyChanges(session, changes, mayWrite), 'urgent')
      .catch((error) => faultOutcomes(error, changes));
    return outcomes.map((outcome, index) =>
      outcome.status === 'failed'
        ? {
            ...outcome,
            error: this.#located(`set ${changes[index]?.menu} ${changes[index]?.id}`, outcome.error),
          }
        : outcome,
    );
  }

  /** The command line answers people, not programs: there are never rows. `read` what the command has changed. */
  async run(command: Command): Promise<readonly Row[]> {
    await this.#queue
      .add((session) => runCommand(session, command), 'normal')
      .catch((error) => this.#fail(`${command.name} ${command.menu}`, error));
    return [];
  }

  async close(): Promise<void> {
    this.#queue.close(new TransportError('unreachable', 'closed'));
    this.#closing.abort();
  }

  #fail(where: string, error: unknown): never {
    throw this.#located(where, error);
  }

  #located(where: string, thrown: unknown): TransportError {
    const { kind, message, mayHaveApplied, cause } = asTransportError(thrown);
    const line = `${this.description}: ${where}: ${message}`.replace(/\s+/g, ' ');
    return new TransportError(kind, line, { mayHaveApplied, cause });
  }
}

/** Rows by the first of the lines that the router does not reject. */
async function readRows(session: Session, [line = '', ...others]: readonly string[]): Promise<Row[]> {
  const text = await session.execute({ line, isChange: false });
  try {
    return decodeRows(text);
  } catch (error) {
    if (others.length === 0 || asTransportError(error).kind !== 'rejected') throw error;
    return readRows(session, others);
  }
}

async function runCommand(session: Session, command: Command): Promise<void> {
  const text = await session.execute({ line: encodeCommand(command), isChange: true });
  if (countDone(text) === 0) throw refusal(text, true);
}
