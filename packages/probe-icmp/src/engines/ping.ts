import { parsePingLine } from '../parse/ping.js';
import type { Pinger } from './child.js';

/** One `ping` per host (ping(8) of iputils 20221126), whose pace is up to a tenth slow. */
export const ping: Pinger = {
  command: 'ping',
  description: 'ping, one process per host',
  runs({ targets, binding: { source, device } }) {
    const bound = [...(source ? ['-I', source] : []), ...(device ? ['-I', device] : [])];
    return targets.map((target) => ({
      args: ['-n', '-D', '-i', `${target.intervalMs / 1000}`, ...bound, target.address],
      targets: [target],
      afterMs: target.offsetMs,
    }));
  },
  parse: parsePingLine,
};
