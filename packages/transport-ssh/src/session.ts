import { asTransportError, notAllowed, TransportError } from '@wanctl/core';
import { type Connection, type ConnectionContext, connect } from './connection.js';
import { type Execution, execute } from './execute.js';

/** One connection to the router that is made when it is needed and kept. One command at a time. */
export interface Session {
  /** Runs a command line and gives what it prints. Rejects with a `TransportError`. */
  execute(execution: Execution): Promise<string>;
}

const MIN_BACK_OFF_MS = 1000;
const MAX_BACK_OFF_MS = 30_000;

/**
 * A session that is not connected yet. It connects again at once after the first fault of a connection that has
 * served, and else at the earliest after a random time of 1 s up to 2, 4, … 30 s; until then it refuses what it
 * is given with the reason. The router's own rules may shut out whoever comes back too fast (RouterOS manual,
 * "Bruteforce prevention").
 */
export function createSession(context: ConnectionContext): Session {
  const { clock, options } = context;
  let connection: Connection | null = null;
  // Since the last answer; one that has never answered has no credit.
  let faults = 1;
  let lastFault = new TransportError('unreachable', 'never connected');
  let closedUntilMs = Number.NEGATIVE_INFINITY;

  async function connected(): Promise<Connection> {
    if (connection?.socket.writable) return connection;
    if (clock.now() < closedUntilMs) throw new TransportError(lastFault.kind, lastFault.message);
    connection = await connect(context).catch(backOff);
    return connection;
  }

  function backOff(error: unknown): never {
    lastFault = asTransportError(error);
    const longestMs = Math.min(MAX_BACK_OFF_MS, MIN_BACK_OFF_MS * 2 ** faults);
    const waitMs = MIN_BACK_OFF_MS + Math.random() * (longestMs - MIN_BACK_OFF_MS);
    closedUntilMs = clock.now() + (faults === 0 ? 0 : waitMs);
    faults += 1;
    throw lastFault;
  }

  return {
    async execute(execution) {
      const ready = await connected();
      if (execution.mayWrite?.() === false) throw notAllowed();
      const answer = execute(ready, execution, options.timeout_ms, clock);
      const text = await answer.catch(backOff);
      faults = 0;
      return text;
    },
  };
}
