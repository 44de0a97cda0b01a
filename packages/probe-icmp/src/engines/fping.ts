import { parseFpingLine } from '../parse/fping.js';
import type { Pinger } from './child.js';

/** One `fping` for all hosts (fping(8), 5.1). */
export const fping: Pinger = {
  command: 'fping',
  description: 'fping, one process for all hosts',
  runs({ targets, intervalMs, timeoutMs }) {
    const addresses = [...new Set(targets.map(({ address }) => address))];
    // -t defaults to -p in loop mode; -i is the gap between any two packets, which staggers the hosts.
    const gapMs = Math.floor(intervalMs / addresses.length);
    const pace = ['-t', `${timeoutMs}`, '-i', `${gapMs}`, '-p', `${intervalMs}`];
    return [{ args: ['-l', '-D', ...pace, ...addresses], targets, afterMs: 0 }];
  },
  parse: parseFpingLine,
};
