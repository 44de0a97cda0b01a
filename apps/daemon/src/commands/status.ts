import type { Health } from '../health/health.js';
import { statusScreen } from '../health/status-screen.js';
import { askDaemons, findSockets, NOTHING_RUNS, notRunning } from '../local-socket/find-daemons.js';

/** Flags of `wanctl status`. */
export interface StatusOptions {
  readonly config?: readonly string[];
  readonly json: boolean;
}

/** What the command needs of its surroundings. */
export interface StatusIo {
  /** Columns of the terminal. */
  readonly width: number;
  /** Takes one or more lines, without the last newline. */
  print(text: string): void;
}

const EXIT_STATUS = { healthy: 0, degraded: 1, 'not running': 2 } as const;

/**
 * Shows what the running daemons do and whether they are well; gives the exit status: 0 healthy, 1 degraded, 2 when
 * one that was asked for does not run. Throws `WanctlError`.
 */
export async function status({ config, json }: StatusOptions, { width, print }: StatusIo): Promise<number> {
  const sockets = await findSockets(config);
  const { running, silent } = await askDaemons<Health>(sockets, '/health');
  const answers = running.map(({ answer }) => answer);
  const worst =
    silent.length > 0 || answers.length === 0
      ? 'not running'
      : answers.some((health) => health.status === 'degraded')
        ? 'degraded'
        : 'healthy';
  if (json) {
    print(JSON.stringify({ status: worst, daemons: answers, not_running: silent }, null, 2));
  } else {
    const lines = sockets.length === 0 ? [NOTHING_RUNS] : silent.map(notRunning);
    print([...answers.map((health) => statusScreen(health, width)), ...lines].join('\n\n'));
  }
  return EXIT_STATUS[worst];
}
