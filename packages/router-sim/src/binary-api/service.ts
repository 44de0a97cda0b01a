import type { Socket } from 'node:net';
import type { StoredRow } from '../device/router.js';
import { closeSession, logFailedLogin, openSession } from '../device/sessions.js';
import { writeOut } from '../fault-effects.js';
import { occupy } from '../occupy.js';
import { authenticate } from '../users.js';
import { DONE, trap } from './answer.js';
import { createExec, type Exec, type ExecContext, type Outcome, tagged } from './exec.js';
import { type ApiRequest, parseRequest } from './request.js';
import { createSentenceReader } from './sentence.js';

/** What the service works with. */
export interface ApiContext extends ExecContext {
  /** How long a login takes, ms. */
  readonly loginMs: number;
  /** How long a failed login takes, ms. */
  readonly failedLoginMs: number;
}

/** Serves a connection; `reset` cuts it. */
export type ApiService = (socket: Socket, reset: () => void) => void;

type Service = ApiContext & { readonly exec: Exec };

/** A command that waits for its turn or runs. */
interface Underway {
  readonly tag: string | undefined;
  readonly cancelling: AbortController;
}

/** One connection. */
interface Session {
  readonly socket: Socket;
  readonly reset: () => void;
  login: StoredRow | undefined;
  readonly underway: Set<Underway>;
}

/**
 * The binary API: the commands of a connection run one after another, `/cancel` at once. A connection that sends what
 * is no sentence is closed; a command that runs goes on without its client.
 */
export function createApiService(context: ApiContext): ApiService {
  const service = { ...context, exec: createExec(context) };
  return (socket, reset) => {
    const session: Session = { socket, reset, login: undefined, underway: new Set() };
    const read = createSentenceReader();
    let last = Promise.resolve();
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      try {
        for (const sentence of read(piece)) last = receive(service, session, parseRequest(sentence), last);
      } catch {
        socket.destroy();
      }
    });
    socket.once('close', () => {
      if (session.login) closeSession(context.router, session.login);
    });
  };
}

/** Takes a request; resolves when the next may have its turn. */
function receive(
  service: Service,
  session: Session,
  request: ApiRequest,
  before: Promise<void>,
): Promise<void> {
  if (request.command === '/cancel') {
    cancel(session, request);
    return before;
  }
  const command = { tag: request.tag, cancelling: new AbortController() };
  session.underway.add(command);
  return before
    .then(() => serve(service, session, request, command.cancelling.signal))
    .finally(() => session.underway.delete(command));
}

/** Without `=tag=` it ends all commands of the connection. */
function cancel({ socket, underway }: Session, { tag, attributes }: ApiRequest): void {
  const { tag: wanted } = attributes;
  for (const command of underway)
    if (wanted === undefined || command.tag === wanted) command.cancelling.abort();
  socket.write(tagged([DONE], tag));
}

async function serve(
  service: Service,
  session: Session,
  request: ApiRequest,
  cancelled: AbortSignal,
): Promise<void> {
  const { socket, login } = session;
  if (socket.destroyed) return;
  if (request.command === '/login') return logIn(service, session, request);
  if (!login || request.command === '/quit')
    return end(socket, request, login ? 'session terminated' : 'not logged in');
  const outcome = await service.exec(login.values['name'] ?? '', request, cancelled);
  if (outcome) await send(service, outcome, session);
}

async function logIn(context: ApiContext, session: Session, { attributes, tag }: ApiRequest): Promise<void> {
  const { router, users, clock, loginMs, failedLoginMs } = context;
  const { name = '', password = '' } = attributes;
  const { socket } = session;
  const address = socket.remoteAddress ?? '';
  const user = authenticate(users, { name, password }, 'api');
  await occupy(clock, user ? loginMs : failedLoginMs);
  if (socket.destroyed) return;
  if (user) session.login = openSession(router, { name, address, via: 'api' });
  else logFailedLogin(router, name, address, 'api');
  socket.write(tagged(user ? [DONE] : [trap('invalid user name or password (6)'), DONE], tag));
}

function end(socket: Socket, { tag }: ApiRequest, reason: string): void {
  socket.end(tagged([['!fatal', reason]], tag));
}

async function send(
  { clock }: ApiContext,
  { bytes, fault }: Outcome,
  { socket, reset }: Session,
): Promise<void> {
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'reset') return reset();
  // One character per byte.
  const text = bytes.toString('latin1');
  if (fault?.kind === 'truncate') socket.write(text.slice(0, text.length / 2), 'latin1', reset);
  else await writeOut(clock, fault, text, (piece) => socket.write(piece, 'latin1'));
}
