import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { type Clock, type Logger, messageOf, TransportError, type TrustStore } from '@wanctl/core';
import { checkCertificate } from './certificate-check.js';
import { type Conversation, converse } from './conversation.js';
import { type BinaryApiOptions, portOf } from './options.js';

const CONNECT_DEADLINE_MS = 3000;

/** What connections are made with; `signal` ends them. */
export interface ConnectionContext {
  readonly options: BinaryApiOptions;
  readonly clock: Clock;
  readonly trust: TrustStore;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Connects and logs in (RouterOS 6.43 and later). No user name or password reaches a router whose certificate is not
 * accepted. Rejects with a `TransportError`.
 */
export async function connect(context: ConnectionContext): Promise<Conversation> {
  const { options, clock } = context;
  const socket = await openSocket(context);
  const conversation = converse(socket, options.timeout_ms, clock);
  const words = ['/login', `=name=${options.user}`, `=password=${options.password}`];
  try {
    await conversation.ask({ words, isChange: false });
    return conversation;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function openSocket({ options, clock, signal, ...trusting }: ConnectionContext): Promise<Socket> {
  const { host, tls, verify_ssl, tls_fingerprint } = options;
  const port = portOf(options);
  const rejectUnauthorized = verify_ssl && tls_fingerprint === undefined;
  const socket = tls
    ? connectTls({ host, port, servername: isIP(host) ? '' : host, rejectUnauthorized })
    : connectTcp({ host, port });
  addAbortSignal(signal, socket);
  socket.setNoDelay(true);
  try {
    await ready(socket, tls ? 'secureConnect' : 'connect', clock);
    checkCertificate(socket, options, trusting);
    return socket;
  } catch (error) {
    socket.destroy();
    throw new TransportError('unreachable', whyNoConnection(error), { cause: error });
  }
}

function ready(socket: Socket, event: 'connect' | 'secureConnect', clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const message = `no connection within ${CONNECT_DEADLINE_MS / 1000} s; check host, port and tls`;
    const giveUp = () => socket.destroy(new Error(message));
    const cancel = clock.schedule(giveUp, CONNECT_DEADLINE_MS);
    socket.once(event, () => {
      cancel();
      resolve();
    });
    socket.once('close', cancel);
    socket.on('error', reject);
  });
}

function whyNoConnection(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  if (code === 'ECONNREFUSED')
    return 'connection refused; check the port, and that the service api-ssl (without tls: api) is enabled';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'no address for this host name; check host and DNS';
  // Reset: what TLS says first is nonsense to another service.
  if (code === 'EPROTO' || code === 'ECONNRESET' || code.startsWith('ERR_SSL'))
    return 'no TLS on this port; check port and tls, and that the service api-ssl has a certificate';
  if (/CERT|LEAF_SIGNATURE/.test(code))
    return `certificate not trusted (${code}); pin it with tls_fingerprint`;
  return messageOf(error).replace(/\s+/g, ' ') || code;
}
