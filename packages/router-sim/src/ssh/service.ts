import type { Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from 'ssh2';
import type { StoredRow } from '../device/router.js';
import { closeSession, logFailedLogin, openSession } from '../device/sessions.js';
import { occupy } from '../occupy.js';
import { createExec, type Exec, type ExecContext } from './exec.js';
import type { HostKey } from './host-key.js';
import { judgeLogin, LOGIN_METHODS } from './login.js';

/** What the SSH service works with. */
export interface SshContext extends ExecContext {
  /** How long a login takes, ms. */
  readonly loginMs: number;
  /** How long a failed login takes, ms. */
  readonly failedLoginMs: number;
  /** How many channels of a connection may be open at a time. */
  readonly maxParallelChannels: number;
}

/** Serves a connection with the host key of that moment. */
export type SshService = (socket: Socket, hostKey: HostKey) => void;

/** The SSH service: exec channels alone, one line each, no PTY. */
export function createSshService(context: SshContext): SshService {
  const exec = createExec(context);
  return (socket, { privateKey }) => {
    const server = new ssh2.Server({ hostKeys: [privateKey], ident: 'ROSSSH' }, (connection) => {
      connection.on('error', () => socket.destroy());
      serveConnection(context, exec, connection, socket);
    });
    server.injectSocket(socket);
  };
}

function serveConnection(context: SshContext, exec: Exec, connection: Connection, socket: Socket): void {
  const { router } = context;
  const address = socket.remoteAddress ?? '';
  let login: StoredRow | undefined;
  connection.on('authentication', (attempt) => {
    void answerLogin(context, attempt, socket, () => {
      login = openSession(router, { name: attempt.username, address, via: 'ssh' });
    });
  });
  connection.on('close', () => {
    if (login) closeSession(router, login);
  });
  let open = 0;
  connection.on('session', (accept, reject) => {
    if (!login || open >= context.maxParallelChannels) return reject();
    open += 1;
    const session = accept();
    session.on('close', () => {
      open -= 1;
    });
    serveSession(exec, login.values['name'] ?? '', session, socket);
  });
}

async function answerLogin(
  context: SshContext,
  attempt: AuthContext,
  socket: Socket,
  enter: () => void,
): Promise<void> {
  const { users, clock, router, loginMs, failedLoginMs } = context;
  const outcome = judgeLogin(users, attempt);
  if (outcome === 'accepted') {
    await occupy(clock, loginMs);
    if (socket.destroyed) return;
    enter();
  }
  if (outcome === 'refused') {
    logFailedLogin(router, attempt.username, socket.remoteAddress ?? '', 'ssh');
    await occupy(clock, failedLoginMs);
  }
  if (outcome === 'accepted' || outcome === 'offer') attempt.accept();
  else attempt.reject(LOGIN_METHODS);
}

function serveSession(exec: Exec, userName: string, session: Session, socket: Socket): void {
  session.on('pty', (_accept, reject) => reject?.());
  session.on('shell', (_accept, reject) => reject?.());
  session.on('exec', (accept, _reject, { command }) => {
    const channel: ServerChannel = accept();
    channel.on('error', () => {});
    void exec(userName, command, channel, () => socket.resetAndDestroy());
  });
}
