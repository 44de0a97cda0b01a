import { type Clock, type MayWrite, TransportError, type TransportErrorKind } from '@wanctl/core';
import type { ClientChannel } from 'ssh2';
import type { Connection } from './connection.js';

/** One command line and what hangs on it. */
export interface Execution {
  readonly line: string;
  /** It changes the router, so that a fault may come after the change. */
  readonly isChange: boolean;
  /** Asked before the command is handed to a connection that is ready. */
  readonly mayWrite?: MayWrite | undefined;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Runs one command line in a channel of its own and gives all that it prints, whatever its exit code. A fault
 * rejects with a `TransportError` and ends the connection: nobody knows what the channel is still doing.
 */
export function execute(
  { client, socket }: Connection,
  { line, isChange }: Execution,
  timeoutMs: number,
  clock: Clock,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (kind: TransportErrorKind, message: string, wasSent = true) => {
      settle();
      reject(new TransportError(kind, message, { mayHaveApplied: isChange && wasSent }));
      socket.destroy();
    };
    const cancelDeadline = clock.schedule(
      () => fail('timeout', 'no complete answer in time (timeout_ms)'),
      timeoutMs,
    );
    const onLost = () => fail('unreachable', 'the connection ended before the answer was complete');
    const settle = () => {
      cancelDeadline();
      client.off('close', onLost);
    };
    // Comes before the channel's own `close`, which a lost connection causes too.
    client.once('close', onLost);
    if (!socket.writable) return fail('unreachable', 'the connection has ended', false);
    client.exec(line, (error, channel) => {
      if (error)
        return fail('unreachable', `no channel for a command: ${error.message}`, !('reason' in error));
      collect(
        channel,
        () => fail('protocol', 'the answer is longer than 4 MiB'),
        (text) => {
          settle();
          resolve(text);
        },
      );
    });
  });
}

function collect(channel: ClientChannel, onOversize: () => void, onComplete: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const add = (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) onOversize();
    else chunks.push(chunk);
  };
  channel.on('data', add);
  channel.stderr.on('data', add);
  channel.once('close', () => onComplete(Buffer.concat(chunks).toString()));
}
