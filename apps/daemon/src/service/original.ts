import { contentOf } from './file-steps.js';
import type { Place } from './place.js';

/** The unit that both programs have. */
const UNIT = '/etc/systemd/system/wanctl@.service';

/** True when the installed unit runs the Python original, which lies in `/opt/wanctl`. */
export async function isOriginalInstalled(place: Place): Promise<boolean> {
  const unit = await contentOf(place.at(UNIT));
  return unit !== null && /^(ExecStart|WorkingDirectory)=.*\/opt\/wanctl\b/m.test(unit);
}

/** How to bring the original back from the folder that its units are kept below. */
export function rollBack(backup: string, running: readonly string[]): readonly string[] {
  const units = running.length === 0 ? ['wanctl@wan1.service'] : running;
  return [
    'To go back to the Python original (its program, your files and its state are still there):',
    `  sudo systemctl stop ${units.join(' ')}`,
    `  sudo cp -a ${backup}/. /`,
    '  sudo systemctl daemon-reload',
    `  sudo systemctl start ${units.join(' ')}`,
  ];
}
