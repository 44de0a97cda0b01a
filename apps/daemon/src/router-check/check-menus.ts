import type { Check } from './check.js';
import { checkFastTrack, checkTraffic } from './checks/bypass.js';
import { checkCakeTypes } from './checks/cake-types.js';
import { checkClock } from './checks/clock.js';
import { checkDeadMan } from './checks/dead-man.js';
import { checkDirections } from './checks/directions.js';
import { checkPolicies } from './checks/policies.js';
import { checkQueues } from './checks/queues.js';
import { checkSimpleQueues } from './checks/simple-queues.js';
import { checkSteeringRules } from './checks/steering-rules.js';
import { checkUnread } from './checks/unread.js';
import { checkVersion } from './checks/version.js';

/** All that is judged by the menus alone, in the order of the report. */
const CHECKS: readonly Check[] = [
  checkVersion,
  checkClock,
  checkUnread,
  checkPolicies,
  checkQueues,
  checkDirections,
  checkCakeTypes,
  checkFastTrack,
  checkTraffic,
  checkSimpleQueues,
  checkSteeringRules,
  checkDeadMan,
];

/** What all checks find. */
export const checkMenus: Check = (router, wanted) => CHECKS.flatMap((check) => check(router, wanted));
