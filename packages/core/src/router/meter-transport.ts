import type { Clock } from '../clock.js';
import type { Telemetry } from '../telemetry.js';
import type { Transport } from '../transport.js';

/**
 * The same transport with its calls noted: how long each took as `read.<name>`, `write.<name>` and `run.<name>`,
 * and in `requests` how many reads, single changes and commands the router was asked for.
 */
export function meterTransport(
  transport: Transport,
  name: string,
  telemetry: Telemetry,
  clock: Clock,
): Transport {
  const noted = async <T>(stage: string, requests: number, call: Promise<T>): Promise<T> => {
    const startedMs = clock.now();
    telemetry.count('requests', requests);
    try {
      return await call;
    } finally {
      telemetry.record(`${stage}.${name}`, clock.now() - startedMs);
    }
  };
  return {
    description: transport.description,
    read: (request) => noted('read', 1, transport.read(request)),
    apply: (changes, mayWrite) => noted('write', changes.length, transport.apply(changes, mayWrite)),
    run: (command) => noted('run', 1, transport.run(command)),
    close: () => transport.close(),
  };
}
