import type { KeptDaemon } from '../world/kept-daemon.js';
import type { Fault, Heal } from './fault.js';

const HOUR_MS = 3_600_000;

/** What becomes of the daemon's time: the calendar's, and that on a processor. */
export const TIME_FAULTS: readonly Fault[] = [
  { name: 'clock-an-hour-ahead', holdMs: 5000, strike: ({ daemon }) => stepClock(daemon, HOUR_MS) },
  { name: 'clock-an-hour-behind', holdMs: 5000, strike: ({ daemon }) => stepClock(daemon, -HOUR_MS) },
  {
    name: 'suspend',
    holdMs: 60_000,
    stalls: true,
    strike({ daemon }) {
      daemon.signal('SIGSTOP');
      return () => daemon.signal('SIGCONT');
    },
  },
  {
    name: 'cpu-starvation',
    holdMs: 8000,
    stalls: true,
    strike: ({ daemon }) => starve(daemon, 10, 90),
  },
  {
    name: 'event-loop-stall',
    holdMs: 3000,
    stalls: true,
    strike({ daemon }, random) {
      daemon.tell({ stallMs: random.between(500, 3000) });
      return () => {};
    },
  },
];

function stepClock(daemon: KeptDaemon, clockOffsetMs: number): Heal {
  daemon.tell({ clockOffsetMs });
  return () => daemon.tell({ clockOffsetMs: 0 });
}

/** Lets it run for a part of each period only, as cpulimit(1) does: that needs no privilege and harms nobody else. */
function starve(daemon: KeptDaemon, runMs: number, restMs: number): Heal {
  const stop = () => {
    daemon.signal('SIGSTOP');
    resting = setTimeout(() => daemon.signal('SIGCONT'), restMs);
  };
  let resting: NodeJS.Timeout | undefined;
  const period = setInterval(stop, runMs + restMs);
  stop();
  return () => {
    clearInterval(period);
    clearTimeout(resting);
    daemon.signal('SIGCONT');
  };
}
