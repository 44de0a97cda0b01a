import { runLine } from '../cli/run.js';
import { writeLog } from '../device/log.js';
import type { Menu, Router, StoredRow } from '../device/router.js';
import { bool, durationMs, text, time } from '../device/values.js';

/** `/system/scheduler`: runs what its entries say, each `interval` after the last time, with the entry's policies. */
export const scheduler: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable'],
  fields: {
    comment: { parse: text },
    disabled: { parse: bool },
    interval: { parse: time, initial: '0s' },
    name: { parse: text, required: true },
    'on-event': { parse: text, initial: '' },
    policy: { parse: text, initial: 'read,write,policy,test' },
  },
  changed: (router, row, before) => {
    const { interval = '0s' } = row.values;
    if (interval !== before['interval'] && durationMs(interval) > 0) runAfter(router, row, interval);
  },
};

/** Again and again, until the entry is gone or has another interval. */
function runAfter(router: Router, row: StoredRow, interval: string): void {
  router.clock.schedule(() => {
    const isThere = router.tables['system/scheduler'].rows.includes(row);
    if (!isThere || row.values['interval'] !== interval) return;
    if (router.up && row.values['disabled'] !== 'true') runEntry(router, row.values);
    runAfter(router, row, interval);
  }, durationMs(interval));
}

function runEntry(router: Router, { name, policy = '', 'on-event': script = '' }: StoredRow['values']): void {
  const { failed, text: output } = runLine(router, policy.split(','), script);
  if (failed) writeLog(router, 'script,error', `scheduler ${name}: ${output.trim()}`);
}
