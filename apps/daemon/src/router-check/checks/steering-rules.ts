import { quote } from '@wanctl/transport-ssh';
import { steeringRuleCommands } from '../../router-setup/steering-rule.js';
import type { Check } from '../check.js';
import type { Finding } from '../finding.js';
import { isEnabled, type RouterSnapshot } from '../snapshot.js';
import type { WantedRule } from '../wanted.js';

/** States of a connection that has no packets of its own yet (RouterOS manual, "Connection tracking"). */
const NEW_ALONE = /^(new|untracked)(,(new|untracked))*$/;

/** That each rule that steering switches is there once and concerns new connections only. */
export const checkSteeringRules: Check = (router, { rules }) =>
  router.mangle ? rules.map((rule) => judge(rule, router)) : [];

function judge({ comment, alternateWan }: WantedRule, { mangle, interfaces }: RouterSnapshot): Finding {
  const [row, ...others] = mangle?.filter((candidate) => candidate['comment'] === comment) ?? [];
  if (!row) {
    const lanInterface = interfaces?.find(({ type }) => type === 'bridge')?.['name'] ?? 'bridge';
    return {
      level: 'problem',
      what: `there is no mangle rule with exactly the comment "${comment}"`,
      why: `steering has nothing to switch; if you have no way over ${alternateWan} yet:`,
      commands: steeringRuleCommands({ alternateWan, comment, lanInterface }),
    };
  }
  if (others.length > 0) {
    const what = `there are ${others.length + 1} mangle rules with the comment "${comment}"`;
    return { level: 'problem', what, why: 'steering does not guess which is meant: change all but one' };
  }
  if (row['invalid'] === 'true') {
    return {
      level: 'problem',
      what: `the mangle rule "${comment}" is invalid`,
      why: 'the router ignores it',
    };
  }
  if (!NEW_ALONE.test(row['connection-state'] ?? '')) {
    return {
      level: 'warning',
      what: `the mangle rule "${comment}" takes connections that are there already`,
      why: 'calls and downloads break each time steering switches it',
      commands: [`/ip/firewall/mangle/set [find comment=${quote(comment)}] connection-state=new`],
    };
  }
  return {
    level: 'ok',
    what: `the mangle rule "${comment}" is there, ${isEnabled(row) ? 'enabled' : 'disabled'}`,
  };
}
