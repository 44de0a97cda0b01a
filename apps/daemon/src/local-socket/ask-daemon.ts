import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { messageOf, WanctlError } from '@wanctl/core';

/** A daemon that does not answer for so long hangs, ms. */
const TIMEOUT_MS = 5000;

/**
 * What the daemon behind a socket answers; null when none is there. Throws `ERR_STATE_IO` when it does not answer or
 * may not be asked by this user.
 */
export async function askDaemon(socketPath: string, path: '/health' | '/mark'): Promise<unknown> {
  try {
    const request = get({ socketPath, path, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const [response]: IncomingMessage[] = await once(request, 'response');
    return response && (await json(response));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return null;
    const advice =
      code === 'EACCES'
        ? 'run as the user of the daemon, or with sudo'
        : 'is the daemon stopped or overloaded?';
    throw new WanctlError(
      'ERR_STATE_IO',
      `cannot ask the daemon at ${socketPath}: ${messageOf(error)}; ${advice}`,
      {
        cause: error,
      },
    );
  }
}
