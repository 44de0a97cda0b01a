import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { LiveRecord } from '@wanctl/dashboard';

/**
 * Hands each record of a daemon's live feed to `take`, the last minutes first; resolves when the daemon ends it or
 * `signal` does, or when nobody answers.
 */
export async function followLive(
  socketPath: string,
  take: (record: LiveRecord) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const request = get({ socketPath, path: '/live', agent: false, signal });
    const [response]: IncomingMessage[] = await once(request, 'response');
    let rest = '';
    for await (const chunk of response?.setEncoding('utf8') ?? []) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(JSON.parse(line) as LiveRecord);
    }
  } catch {
    // The caller looks after the daemon by other means, and asks again.
  }
}
