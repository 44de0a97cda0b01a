import { connect as connectSocket, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { type Clock, type Logger, TransportError, type TrustStore } from '@wanctl/core';
import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { connectFault } from './connect-fault.js';
import { credentialsOf } from './credentials.js';
import { acceptedHostKeys, mismatchText, peerOf } from './host-key.js';
import { fingerprintOf } from './known-hosts.js';
import type { SshTransportOptions } from './ssh-transport-options.js';

const CONNECT_DEADLINE_MS = 10_000;

/** A connection that is logged in, until its socket is no longer writable. */
export interface Connection {
  readonly client: Client;
  readonly socket: Socket;
}

/** What connecting needs of its transport. */
export interface ConnectionContext {
  readonly options: SshTransportOptions;
  readonly clock: Clock;
  readonly trustStore: TrustStore;
  readonly logger: Logger;
  /** Ends all connections, those that are being made included. */
  readonly signal: AbortSignal;
}

/**
 * Connects and logs in, within 10 s. No user name or password reaches a router whose host key is not accepted;
 * the key of one never seen is trusted from the first login on. Rejects with a `TransportError`.
 */
export async function connect(context: ConnectionContext): Promise<Connection> {
  const { options, trustStore, logger } = context;
  const credentials = await credentialsOf(options);
  const accepted = await acceptedHostKeys(options, trustStore);
  let shown = '';
  const isAccepted = (key: Buffer) => {
    shown = fingerprintOf(key);
    return accepted === null || accepted.includes(shown);
  };
  const connection = await logIn(context, { ...credentials, hostVerifier: isAccepted }).catch((error) => {
    if (shown !== '' && accepted !== null && !accepted.includes(shown)) {
      throw new TransportError('unreachable', mismatchText(shown, accepted));
    }
    throw error;
  });
  if (accepted === null) {
    trustStore.trust(peerOf(options), shown);
    logger.info(`${peerOf(options)}: first contact, its host key ${shown} is trusted from now on`);
  }
  return connection;
}

async function logIn(context: ConnectionContext, config: ConnectConfig): Promise<Connection> {
  const { host, port, keepalive_ms } = context.options;
  // Without noDelay a command takes 40 ms longer: its packets would wait for each other's acknowledgement.
  const socket = connectSocket({ host, port, noDelay: true });
  addAbortSignal(context.signal, socket);
  const client = new ssh2.Client();
  try {
    client.connect({ ...config, sock: socket, readyTimeout: 0, keepaliveInterval: keepalive_ms });
    await ready({ client, socket }, context.clock);
    return { client, socket };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function ready({ client, socket }: Connection, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (message: string) => reject(new TransportError('unreachable', message));
    const cancel = clock.schedule(
      () => giveUp(`no login within ${CONNECT_DEADLINE_MS / 1000} s`),
      CONNECT_DEADLINE_MS,
    );
    client.once('ready', () => {
      cancel();
      resolve();
    });
    client.once('close', () => {
      cancel();
      giveUp('the connection ended before the login');
    });
    // Stays: an error at any later time, such as a missed sign of life, ends the connection too.
    client.on('error', (error) => {
      reject(connectFault(error));
      socket.destroy();
    });
  });
}
