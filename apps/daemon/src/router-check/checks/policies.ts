import { leastPolicies } from '../../router-setup/account.js';
import { consoleLine } from '../../router-setup/console-line.js';
import type { Check } from '../check.js';
import { type Finding, setLine } from '../finding.js';
import { transportsOf } from '../wanted.js';

/** Groups that every router has, and that other users are in (RouterOS manual, "User"). */
const BUILT_IN = ['full', 'read', 'write'];

/** Policies by which a stolen password is worth more than the queues. */
const DANGEROUS = ['policy', 'ftp', 'reboot', 'sensitive', 'password', 'sniff', 'test'];

/** What the user's group may do and need not, and the other way round. */
export const checkPolicies: Check = ({ users, groups }, { router }) => {
  const groupName = users?.find(({ name }) => name === router.user)?.['group'];
  const group = groups?.find(({ name }) => name === groupName);
  if (groupName === undefined || !group) return [];
  const granted = (group['policy'] ?? '')
    .split(',')
    .filter((policy) => policy !== '' && !policy.startsWith('!'));
  const transports = transportsOf(router);
  // A plugin's transport may log in by any policy: of that nothing is said, and no command shuts it out.
  const isPlugin = !['rest', 'ssh'].includes(router.transport);
  const needed = ['read', 'write', ...transports.map((name) => (name === 'rest' ? 'rest-api' : 'ssh'))];
  const missing = needed.filter((policy) => !granted.includes(policy));
  const spare = granted.filter(
    (policy) => !needed.includes(policy) && (!isPlugin || DANGEROUS.includes(policy)),
  );
  const who = `user "${router.user}" (group "${groupName}")`;
  const commands = isPlugin ? [] : commandsFor(groupName, leastPolicies(transports));
  const findings: Finding[] = [];
  if (missing.length > 0)
    findings.push({
      level: 'problem',
      what: `${who} lacks the policies ${missing.join(', ')}`,
      why: 'wanctl cannot do its work without them',
      commands,
    });
  if (spare.length > 0)
    findings.push({
      level: spare.some((policy) => DANGEROUS.includes(policy)) ? 'warning' : 'advice',
      what: `${who} may do more than wanctl needs: ${spare.join(', ')}`,
      why: 'whoever gets at the password gets all of it',
      commands,
    });
  return findings.length > 0
    ? findings
    : [{ level: 'ok', what: `${who} may do what wanctl needs and no more` }];
};

/** A built-in group stays as it is, for others are in it: wanctl gets a group and a user of its own. */
function commandsFor(group: string, policy: string): readonly string[] {
  if (!BUILT_IN.includes(group)) return [setLine('user/group', group, { policy })];
  return [
    consoleLine('/user/group/add', { name: 'wanctl', policy }),
    consoleLine('/user/add', { name: 'wanctl', group: 'wanctl', password: 'CHOOSE-A-PASSWORD' }),
  ];
}
