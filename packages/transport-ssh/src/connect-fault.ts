import { messageOf, TransportError } from '@wanctl/core';

/** An error of the socket has a `code`; one of ssh2 has mostly a `level`. */
type SshError = Error & { readonly code?: string; readonly level?: string };

/** The `TransportError` for a connection that could not be made: `auth`, or else `unreachable`. */
export function connectFault(error: SshError): TransportError {
  if (error.level === 'client-authentication') {
    return new TransportError(
      'auth',
      'user, key or password refused; check them, and that the group of the user has the policy ssh ' +
        '(RouterOS refuses the password of a user who has a key)',
    );
  }
  return new TransportError('unreachable', whyNoConnection(error), { cause: error });
}

function whyNoConnection(error: SshError): string {
  const { code, level } = error;
  if (code === 'ECONNREFUSED')
    return 'connection refused; check the port, and that the service ssh is enabled';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'no address for this host name; check host and DNS';
  const text = messageOf(error) || String(code);
  return code !== undefined || level === 'handshake' ? text : `no SSH on this port (${text}); check the port`;
}
