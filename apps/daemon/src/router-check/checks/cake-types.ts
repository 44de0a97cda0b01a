import type { Direction, Row } from '@wanctl/core';
import type { Check } from '../check.js';
import { type Finding, type Fix, setLine } from '../finding.js';
import type { RouterSnapshot } from '../snapshot.js';
import { type WanQueue, wanQueues } from '../wan-queue.js';

/** A property of a CAKE type that should have another value. */
interface Rule extends Pick<Finding, 'level'> {
  readonly property: string;
  /** Default: both. */
  readonly direction?: Direction;
  readonly isWrong: (value: string) => boolean;
  readonly wanted: string;
  readonly why: string;
}

const isOn = (value: string) => value === 'true' || value === 'yes';

/** As measured on an RB5009 (7.23.2) and a hAP ax2 (7.24), and as CAKE's author advises. */
const RULES: readonly Rule[] = [
  {
    property: 'cake-bandwidth',
    isWrong: (value) => !/^(0|0bps|unlimited|)$/.test(value),
    wanted: '0',
    level: 'warning',
    why: 'beside max-limit it is a second shaper, which wanctl does not see and which does not shape below a queue tree',
  },
  {
    property: 'cake-autorate-ingress',
    isWrong: isOn,
    wanted: 'no',
    level: 'warning',
    why: 'it changes only the bandwidth of CAKE itself, by guesses of its own, and works against max-limit',
  },
  {
    property: 'cake-nat',
    direction: 'download',
    isWrong: isOn,
    wanted: 'no',
    level: 'warning',
    why: 'on the way down it was seen to let the delay grow to hundreds of ms',
  },
  {
    property: 'cake-nat',
    direction: 'upload',
    isWrong: (value) => value === 'false' || value === 'no',
    wanted: 'yes',
    level: 'advice',
    why: 'behind NAT all hosts of the home count as one and do not get fair shares',
  },
  {
    property: 'cake-ack-filter',
    direction: 'download',
    isWrong: (value) => value !== 'none' && value !== '',
    wanted: 'none',
    level: 'advice',
    why: 'on the way down there are few ACKs to thin out, and looking for them takes CPU',
  },
];

/** Properties of the queues' CAKE types that make delay or fight the limit. */
export const checkCakeTypes: Check = (router, wanted) => {
  const queues = wanQueues(router, wanted).filter(({ type }) => type?.['kind'] === 'cake');
  const findings = queues.flatMap(({ type = {}, direction }) =>
    RULES.filter(
      (rule) => (rule.direction ?? direction) === direction && rule.isWrong(type[rule.property] ?? ''),
    ).map((rule) => finding(rule, type, direction, router, queues)),
  );
  // A type that both directions have is found twice.
  const once = [...new Map(findings.map((each) => [`${each.commands} ${each.why}`, each])).values()];
  return once.length > 0 || queues.length === 0
    ? once
    : [{ level: 'ok', what: 'the CAKE types leave shaping to max-limit' }];
};

function finding(
  { property, wanted, level, why }: Rule,
  type: Row,
  direction: Direction,
  router: RouterSnapshot,
  queues: readonly WanQueue[],
): Finding {
  const { name = '', '.id': id = '', [property]: value = '' } = type;
  const written = isOn(value) ? 'yes' : value.replace(/^false$/, 'no');
  const users = usersOf(name, router);
  const ours = queues.filter((queue) => queue.type === type);
  const fix: Fix = {
    menu: 'queue/type',
    id,
    name,
    set: { [property]: wanted },
    was: { [property]: written },
  };
  const isOursAlone = users === ours.length && ours.every((queue) => queue.direction === direction);
  return {
    level,
    what: `type "${name}" of the ${direction} has ${property}=${written}`,
    why: isOursAlone
      ? why
      : `${why}. Other queues have this type too: change it by hand, or make one for each`,
    commands: [setLine('queue/type', name, fix.set)],
    ...(isOursAlone && { fix }),
  };
}

/** How many queues have the type. */
function usersOf(type: string, { queues, simpleQueues }: RouterSnapshot): number {
  const simple = simpleQueues?.flatMap((row) => (row['queue'] ?? '').split('/')) ?? [];
  const names = [...(queues?.map((row) => row['queue']) ?? []), ...simple];
  return names.filter((name) => name === type).length;
}
