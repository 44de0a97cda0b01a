import { parsePingLine } from '../parse/ping.js';
import type { Pinger } from './child.js';

/** One `ping` per host (ping(8) of iputils 20221126), whose pace is up to a tenth slow. */
export const ping: Pinger = {
  command: 'ping',
  description: 'ping, one process per host',
  runs({ targets, intervalMs }) {
    return targets.map((target) => ({
      args: ['-n', '-D', '-i', `${intervalMs / 1000}`, target.address],
      targets: [target],
      afterMs: target.offsetMs,
    }));
  },
  parse: parsePingLine,
};
