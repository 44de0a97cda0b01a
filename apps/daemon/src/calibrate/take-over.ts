import { type Events, type Logger, messageOf, type WanQueues } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { journalPath, readJournal, removeJournal } from './journal.js';

/**
 * Sets back the limits that a killed calibration has left on the router, until the law knows better; whichever the
 * router then accepts ends it. A journal that cannot be read is told and left.
 */
export async function takeOverCalibration(
  { settings, queues, log }: { settings: WanSettings; queues: WanQueues; log: Logger },
  events: Events,
): Promise<void> {
  const file = journalPath(settings);
  const tell = (error: unknown) => log.error(messageOf(error));
  const limitsBps = await readJournal(file).catch(tell);
  if (!limitsBps) return;
  const { download, upload } = limitsBps;
  log.warn(`a calibration was cut off: setting the limits back to ${download} and ${upload} bit/s`);
  queues.want(limitsBps);
  let isJudged = false;
  const forget = events.on('tick', ({ wan, assessment }) => {
    if (wan !== settings.wanName) return;
    isJudged ||= assessment !== null;
    if (!queues.behind) {
      forget();
      removeJournal(file).catch(tell);
    } else if (!isJudged) queues.want(limitsBps);
  });
}
