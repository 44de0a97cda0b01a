import type { MayWrite, Transport } from '../transport.js';
import { TransportError } from '../transport-error.js';

/** The same transport for one of several who share it: it changes the router only while `mayWrite` says so. */
export function fenceTransport(transport: Transport, mayWrite: MayWrite): Transport {
  return {
    description: transport.description,
    read: (request) => transport.read(request),
    async apply(changes) {
      if (mayWrite()) return transport.apply(changes, mayWrite);
      return changes.map(() => ({ status: 'failed', error: notAllowed() }));
    },
    async run(command) {
      if (mayWrite()) return transport.run(command);
      throw notAllowed();
    },
    close: () => transport.close(),
  };
}

/** What a change fails with that is not sent because `MayWrite` has said no. */
export function notAllowed(): TransportError {
  return new TransportError('rejected', 'not sent: another process has the lock of this line');
}
