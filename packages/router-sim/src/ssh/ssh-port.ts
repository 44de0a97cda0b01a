import { openTcpPort, type TcpPort, type TcpPortOptions } from '../net/tcp-port.js';
import { createHostKey, type HostKeyType } from './host-key.js';
import { createSshService, type SshContext } from './service.js';

/** The SSH port of a router. */
export interface SshPort extends TcpPort {
  /** SHA-256 of the host key's public blob, 64 lower-case hex digits. */
  hostKey(): string;
  /** Takes a new host key, of that kind or of the one before, for connections from now on. */
  changeHostKey(type?: HostKeyType): void;
}

/** Opens it with a fresh host key. Rejects when the port is taken. */
export async function openSshPort(
  options: TcpPortOptions,
  type: HostKeyType,
  context: SshContext,
): Promise<SshPort> {
  let hostKeyType = type;
  let hostKey = createHostKey(type);
  const serve = createSshService(context);
  const port = await openTcpPort(options, (socket) => serve(socket, hostKey));
  return {
    ...port,
    hostKey: () => hostKey.sha256,
    changeHostKey(next = hostKeyType) {
      hostKeyType = next;
      hostKey = createHostKey(next);
    },
  };
}
