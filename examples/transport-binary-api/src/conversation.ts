import type { Socket } from 'node:net';
import {
  asTransportError,
  type Clock,
  type Row,
  TransportError,
  type TransportErrorKind,
} from '@wanctl/core';
import type { Request } from './encode.js';
import { refusal } from './refusal.js';
import { createReplyReader, type Reply } from './replies.js';
import { encodeSentence } from './words.js';

/** Commands and their answers over one connection, any number at a time, told apart by their tags. */
export interface Conversation {
  /** Sends a command at once and gives the rows it answers with. Rejects with a `TransportError`. */
  ask(request: Request): Promise<Row[]>;
  /** Why it has ended; null while it has not. */
  readonly fault: TransportError | null;
  /** Commands that have been answered, the login included. */
  readonly answered: number;
}

/** A command that waits for its answer, or for the rest of it. */
interface Question extends Request {
  readonly rows: Row[];
  refused: TransportError | null;
  resolve(rows: Row[]): void;
  reject(error: TransportError): void;
  cancelDeadline(): void;
}

interface State {
  readonly socket: Socket;
  /** By tag. */
  readonly open: Map<string, Question>;
  fault: TransportError | null;
  asked: number;
  answered: number;
  /** Arrived since the last complete answer. */
  pendingBytes: number;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Begins a conversation. It ends with the connection, or when a command takes longer than `timeoutMs`. */
export function converse(socket: Socket, timeoutMs: number, clock: Clock): Conversation {
  const state: State = { socket, open: new Map(), fault: null, asked: 0, answered: 0, pendingBytes: 0 };
  const read = createReplyReader();
  socket.on('data', (piece) => {
    try {
      receive(state, read(piece), piece.length);
    } catch (error) {
      const { kind, message } = asTransportError(error);
      end(state, kind, message);
    }
  });
  socket.on('error', () => {});
  socket.once('close', () => end(state, 'unreachable', 'the connection ended before the answer'));
  const giveUp = () => end(state, 'timeout', 'no complete answer in time (timeout_ms)');
  return {
    get fault() {
      return state.fault;
    },
    get answered() {
      return state.answered;
    },
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (state.fault) return reject(state.fault);
        const cancelDeadline = clock.schedule(giveUp, timeoutMs);
        send(state, { ...request, rows: [], refused: null, resolve, reject, cancelDeadline });
      }),
  };
}

function send(state: State, question: Question): void {
  const { socket, open } = state;
  state.asked += 1;
  const tag = String(state.asked);
  open.set(tag, question);
  // What is asked in one go leaves in one packet.
  socket.cork();
  socket.write(encodeSentence([...question.words, `.tag=${tag}`]));
  process.nextTick(() => socket.uncork());
}

function receive(state: State, replies: readonly Reply[], bytes: number): void {
  state.pendingBytes += bytes;
  for (const reply of replies) take(state, reply);
  if (state.pendingBytes > MAX_ANSWER_BYTES) end(state, 'protocol', 'the answer is longer than 4 MiB');
}

function take(state: State, { kind, tag = '', values }: Reply): void {
  if (kind === '!fatal')
    throw new TransportError('unreachable', `the router ends the connection: ${values['message']}`);
  const question = state.open.get(tag);
  if (!question) throw new TransportError('protocol', 'the router answers what nobody has asked');
  if (kind === '!trap') question.refused ??= refusal(values, question.isChange);
  else if (Object.keys(values).length > 0) question.rows.push(values);
  if (kind !== '!done') return;
  state.open.delete(tag);
  state.answered += 1;
  state.pendingBytes = 0;
  question.cancelDeadline();
  if (question.refused) question.reject(question.refused);
  else question.resolve(question.rows);
}

/** Ends the connection; what has not been answered is in doubt. */
function end(state: State, kind: TransportErrorKind, message: string): void {
  if (state.fault) return;
  const { socket, open } = state;
  state.fault = new TransportError(kind, message);
  // Otherwise the router goes on, and does it after somebody has looked what became of it.
  if (kind === 'timeout') socket.write(encodeSentence(['/cancel']));
  socket.destroySoon();
  for (const { isChange, reject, cancelDeadline } of open.values()) {
    cancelDeadline();
    reject(new TransportError(kind, message, { mayHaveApplied: isChange }));
  }
  open.clear();
}
