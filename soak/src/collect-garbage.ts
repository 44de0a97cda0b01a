import { Session } from 'node:inspector/promises';

/** Frees all that nobody needs, as V8 does when memory is short: what then remains is what is kept. */
export async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
