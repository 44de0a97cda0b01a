import type { Check } from '../check.js';

const QUARTER_MS = 900_000;
/** Further than any time zone is from UTC, ms. */
const ANY_ZONE_MS = 15 * 3_600_000;
const TOLERANCE_MS = 60_000;

/** That the router's clock goes right: all time zones differ by quarters of an hour, so what remains is its error. */
export const checkClock: Check = ({ clock, takenAt }) => {
  const { date = '', time = '' } = clock?.[0] ?? {};
  const offMs = Date.parse(`${date}T${time}Z`) - takenAt.getTime();
  if (Number.isNaN(offMs)) return [];
  const errorMs = Math.abs(offMs) > ANY_ZONE_MS ? offMs : offMs - Math.round(offMs / QUARTER_MS) * QUARTER_MS;
  if (Math.abs(errorMs) <= TOLERANCE_MS) return [{ level: 'ok', what: 'its clock agrees with this machine' }];
  return [
    {
      level: 'warning',
      what: `its clock says ${date} ${time}, this machine ${takenAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      why: 'certificates count as not yet or no longer valid, and log lines of both cannot be compared',
      commands: ['/system/ntp/client/set enabled=yes servers=pool.ntp.org'],
    },
  ];
};
