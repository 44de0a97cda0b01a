import type { LoginService } from '../users.js';
import { wearFlash } from './flash.js';
import { calendarTime, writeLog } from './log.js';
import { appendRow, dropRow, type Router, type StoredRow } from './router.js';

const LOGIN_TOPICS = 'system,info,account';

/**
 * Begins the REST session of a user at an address, unless it is there. It never ends: in 7.16 to 7.24 its two
 * rows of `/user/active` stay until reboot.
 */
export function openRestSession(router: Router, name: string, address: string): void {
  const known = router.tables['user/active'].rows.some(({ values }) => {
    return values['name'] === name && values['address'] === address && values['via'] === 'rest-api';
  });
  if (known) return;
  openSession(router, { name, address, via: 'rest-api' });
  addActive(router, { name, via: 'api' });
  writeLog(router, LOGIN_TOPICS, `user ${name} logged in via api`);
}

/** Begins a session: a row of `/user/active`, a log line and a login's flash wear. */
export function openSession(
  router: Router,
  { name, address, via }: { name: string; address: string; via: LoginService },
): StoredRow {
  wearFlash(router, 'login');
  writeLog(router, LOGIN_TOPICS, `user ${name} logged in from ${address} via ${via}`);
  return addActive(router, { name, address, via });
}

/** Ends a session that `openSession` began. */
export function closeSession(router: Router, session: StoredRow): void {
  const active = router.tables['user/active'];
  // A reboot has already ended it, without a word.
  if (!active.rows.includes(session)) return;
  dropRow(active, session);
  const { name, address, via } = session.values;
  writeLog(router, LOGIN_TOPICS, `user ${name} logged out from ${address} via ${via}`);
}

/** Writes the line of a login that failed. */
export function logFailedLogin(router: Router, name: string, address: string, via: LoginService): void {
  writeLog(router, 'system,error,critical', `login failure for user ${name} from ${address} via ${via}`);
}

function addActive({ tables, clock }: Router, values: Readonly<Record<string, string>>): StoredRow {
  return appendRow(tables['user/active'], { ...values, when: calendarTime(clock.wall()) });
}
