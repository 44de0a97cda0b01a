import { deadManCommand, deadManName, deadManValues } from '../../router-setup/dead-man.js';
import type { Check } from '../check.js';
import { type Finding, setLine } from '../finding.js';
import { isEnabled, type RouterSnapshot } from '../snapshot.js';
import type { WantedWan } from '../wanted.js';

/** That the router looks after the limits of silent WANs whose file wants that, and of no others. */
export const checkDeadMan: Check = (router, { wans }) =>
  router.schedulers ? wans.flatMap((wan) => judge(wan, router)) : [];

function judge(wan: WantedWan, { schedulers }: RouterSnapshot): readonly Finding[] {
  const name = deadManName(wan.wanName);
  const row = schedulers?.find((candidate) => candidate['name'] === name);
  const isOn = row !== undefined && isEnabled(row);
  if (wan.deadManMinutes === null) {
    if (!isOn) return [];
    return [
      {
        level: 'problem',
        what: `the scheduler entry "${name}" sets the ceilings of ${wan.wanName} every minute`,
        why: 'its file has no "dead_man_minutes" under "safe", so that the daemon sends no heartbeats',
        commands: [`/system/scheduler/remove [find name=${name}]`],
      },
    ];
  }
  const deadMan = { ...wan, minutes: wan.deadManMinutes };
  const why = 'when the daemon dies, the limits stay where they were, low as that may be';
  if (!row) {
    const what = `there is no scheduler entry "${name}" for "dead_man_minutes"`;
    return [{ level: 'warning', what, why, commands: [deadManCommand(deadMan)] }];
  }
  const values = deadManValues(deadMan);
  const isAsWanted = row['interval'] === values.interval && row['on-event'] === values['on-event'];
  if (isOn && isAsWanted && hasPolicies(row['policy'])) {
    return [{ level: 'ok', what: `the scheduler entry "${name}" looks after silent limits` }];
  }
  const what = `the scheduler entry "${name}" is disabled, or does not do every minute what the file wants`;
  return [
    {
      level: 'warning',
      what,
      why,
      commands: [setLine('system/scheduler', name, { ...values, disabled: 'no' })],
    },
  ];
}

function hasPolicies(policy = ''): boolean {
  const granted = policy.split(',');
  return granted.includes('read') && granted.includes('write');
}
