import type { Socket } from 'node:net';
import { appendRow, dropRow, type Router, type StoredRow } from './router.js';

/** Services of a router that the simulator runs. */
export type ServiceName = 'api' | 'api-ssl' | 'ssh' | 'www' | 'www-ssl';

/** Adds a service to `/ip/service`; its `max-sessions` may be set there. */
export function addService(router: Router, name: ServiceName, maxSessions: number): StoredRow {
  return addServiceRow(router, { name, 'max-sessions': String(maxSessions), dynamic: 'false' });
}

/** Shows a connection of a service in `/ip/service` for as long as it is there. */
export function showConnection(router: Router, name: ServiceName, socket: Socket): void {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  const row = addServiceRow(router, {
    name,
    connection: 'true',
    dynamic: 'true',
    local: `${localAddress}:${localPort}`,
    port: String(localPort),
    remote: `${remoteAddress}:${remotePort}`,
  });
  socket.once('close', () => dropRow(router.tables['ip/service'], row));
}

function addServiceRow({ tables }: Router, values: StoredRow['values']): StoredRow {
  return appendRow(tables['ip/service'], { disabled: 'false', proto: 'tcp', ...values });
}
