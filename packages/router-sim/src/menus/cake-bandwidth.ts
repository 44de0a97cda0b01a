import { writeLog } from '../device/log.js';
import type { Router, StoredRow } from '../device/router.js';

/** Warns about a queue whose type sets `cake-bandwidth`, which shapes nothing below a queue tree (RB5009, 7.23). */
export function warnOfQueue(router: Router, { values }: StoredRow): void {
  const type = router.tables['queue/type'].rows.find(({ id }) => id === values['queue']);
  if (!type || !isSet(type.values['cake-bandwidth']) || !isSet(values['max-limit'])) return;
  const message = `${values['name']}: cake-bandwidth of ${type.values['name']} is ignored, max-limit shapes`;
  writeLog(router, 'queue,warning', message);
}

/** The same for all queues of a type. */
export function warnOfType(router: Router, { id }: StoredRow): void {
  for (const queue of router.tables['queue/tree'].rows) {
    if (queue.values['queue'] === id) warnOfQueue(router, queue);
  }
}

function isSet(rate = '0'): boolean {
  return rate !== '0';
}
