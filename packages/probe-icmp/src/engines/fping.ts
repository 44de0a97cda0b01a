import type { Plan, Target } from '../engine.js';
import { parseFpingLine } from '../parse/fping.js';
import type { Pinger, Run } from './child.js';

/** One `fping` for all hosts of one pace (fping(8), 5.1). */
export const fping: Pinger = {
  command: 'fping',
  description: 'fping, one process for all hosts',
  runs(plan) {
    const paces = [...new Set(plan.targets.map(({ intervalMs }) => intervalMs))];
    return paces.map((paceMs) =>
      runOf(
        plan,
        paceMs,
        plan.targets.filter(({ intervalMs }) => intervalMs === paceMs),
      ),
    );
  },
  parse: parseFpingLine,
};

function runOf({ timeoutMs, binding }: Plan, paceMs: number, targets: readonly Target[]): Run {
  const { source, device } = binding;
  const addresses = [...new Set(targets.map(({ address }) => address))];
  // -t defaults to -p in loop mode; -i is the gap between any two packets, which staggers the hosts.
  const gapMs = Math.floor(paceMs / addresses.length);
  const pace = ['-t', `${timeoutMs}`, '-i', `${gapMs}`, '-p', `${paceMs}`];
  const bound = [...(source ? ['-S', source] : []), ...(device ? ['-I', device] : [])];
  return { args: ['-l', '-D', ...pace, ...bound, ...addresses], targets, afterMs: 0 };
}
