import { createServer } from 'node:tls';
import type { Clock } from '@wanctl/core';
import type { Certificate } from '../certificate.js';
import { openTcpPort, type TcpPort, type TcpPortOptions } from '../net/tcp-port.js';
import { occupy } from '../occupy.js';
import type { ApiService } from './service.js';

/** How the TLS port treats connections. */
export interface ApiTlsPortOptions extends TcpPortOptions {
  readonly clock: Clock;
  /** What a new TLS connection costs, ms. */
  readonly tlsMs: number;
}

/** A port that serves the binary API over TLS. */
export interface ApiTlsPort extends TcpPort {
  /** Takes another certificate, for connections from now on. */
  changeCertificate(certificate: Certificate): void;
}

/** Opens the plain port. Rejects when it is taken. */
export function openApiPort(service: ApiService, options: TcpPortOptions): Promise<TcpPort> {
  return openTcpPort(options, (socket) => service(socket, () => socket.resetAndDestroy()));
}

/** Opens the TLS port. Rejects when it is taken. */
export async function openApiTlsPort(
  service: ApiService,
  certificate: Certificate,
  options: ApiTlsPortOptions,
): Promise<ApiTlsPort> {
  const server = createServer(certificate);
  const port = await openTcpPort(options, (socket) => {
    socket.on('error', () => {});
    void occupy(options.clock, options.tlsMs).then(() => server.emit('connection', socket));
  });
  server.on('secureConnection', (secure) => {
    // A TLS socket cannot be reset, only the one below it.
    const socket = port.find(secure);
    service(secure, () => socket?.resetAndDestroy());
  });
  server.on('tlsClientError', (_error, secure) => secure.destroy());
  return { ...port, changeCertificate: (next) => server.setSecureContext(next) };
}
