import { asTransportError, TransportError } from '@wanctl/core';
import { type ConnectionContext, connect } from './connection.js';
import type { Conversation } from './conversation.js';

const MIN_BACK_OFF_MS = 1000;
const MAX_BACK_OFF_MS = 30_000;

/**
 * Gives the conversation over the one kept connection, which is made when it is needed. After one that has served it
 * connects again at once, and else at the earliest after a random time of 1 s up to 2, 4, … 30 s; until then it rejects
 * with the reason. The router's own rules may shut out whoever comes back too fast (RouterOS manual, "Bruteforce
 * prevention").
 */
export function createSession(context: ConnectionContext): () => Promise<Conversation> {
  const { clock, signal } = context;
  let current: Conversation | null = null;
  let connecting: Promise<Conversation> | null = null;
  let lastFault = new TransportError('unreachable', 'never connected');
  let attempts = 0;
  let closedUntilMs = Number.NEGATIVE_INFINITY;

  async function reconnect(): Promise<Conversation> {
    // The login is the first answer.
    if (current && current.answered > 1) {
      attempts = 0;
      closedUntilMs = Number.NEGATIVE_INFINITY;
    }
    lastFault = current?.fault ?? lastFault;
    current = null;
    if (clock.now() < closedUntilMs) throw new TransportError(lastFault.kind, lastFault.message);
    attempts += 1;
    const longestMs = Math.min(MAX_BACK_OFF_MS, MIN_BACK_OFF_MS * 2 ** attempts);
    closedUntilMs = clock.now() + MIN_BACK_OFF_MS + Math.random() * (longestMs - MIN_BACK_OFF_MS);
    try {
      current = await connect(context);
      return current;
    } catch (error) {
      lastFault = asTransportError(error);
      throw lastFault;
    }
  }

  return async () => {
    if (signal.aborted) throw new TransportError('unreachable', 'closed');
    if (current?.fault === null) return current;
    connecting ??= reconnect().finally(() => {
      connecting = null;
    });
    return connecting;
  };
}
