import type { Place } from './place.js';
import type { Step } from './steps.js';

/** Units that have instances or are started by hand. */
const UNITS = ['wanctl@*.service', 'steering.timer'];

type Run = NonNullable<Place['run']>;

/** Units of wanctl that run now, or are started again and again. */
export function runningUnits(run: Run): Promise<readonly string[]> {
  return namesIn(run('systemctl', 'list-units', ...PLAIN, '--state=active,activating', ...UNITS));
}

/** Units of wanctl that start with the machine. */
export function enabledUnits(run: Run): Promise<readonly string[]> {
  return namesIn(run('systemctl', 'list-unit-files', ...PLAIN, '--state=enabled', ...UNITS));
}

const PLAIN = ['--plain', '--no-legend', '--no-pager'];

async function namesIn(output: Promise<string>): Promise<readonly string[]> {
  return (await output)
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[0] ?? '')
    .filter(Boolean);
}

/** A `systemctl` command on units, and the one that takes it back. Null when there is no unit. */
export function unitStep(run: Run, verb: string, units: readonly string[], back: string): Step | null {
  if (units.length === 0) return null;
  const systemctl = async (command: string) => void (await run('systemctl', command, ...units));
  return {
    says: `run: systemctl ${verb} ${units.join(' ')}`,
    run: () => systemctl(verb),
    undo: () => systemctl(back),
  };
}

/** A command that need not be taken back. */
export function commandStep(run: Run, program: string, ...args: readonly string[]): Step {
  return {
    says: `run: ${[program, ...args].join(' ')}`,
    run: async () => void (await run(program, ...args)),
    undo: async () => {},
  };
}

/** Has systemd read its units anew once all that follows has been taken back. */
export function reloadAfterUndo(run: Run): Step {
  const reload = async () => void (await run('systemctl', 'daemon-reload'));
  return { says: null, run: async () => {}, undo: reload };
}
