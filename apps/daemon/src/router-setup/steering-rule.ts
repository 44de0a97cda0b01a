import { consoleLine } from './console-line.js';

/** Where steered connections go, and from where they come. */
export interface SteeringRuleWishes {
  /** The WAN that takes them. */
  readonly alternateWan: string;
  /** The rule's whole comment, as the steering file has it; no other rule may have it. */
  readonly comment: string;
  /** Interface to the home, e.g. `bridge`. */
  readonly lanInterface: string;
}

/** What stands where the gateway of the alternate WAN belongs. */
const GATEWAY_PLACEHOLDER = 'GATEWAY-OF-THE-LINE';

/**
 * Makes the rule that steering enables and disables, disabled: new connections marked EF (46), calls and games, get a
 * mark, and marked ones are routed over the alternate WAN. A connection keeps its mark, so none ever moves.
 */
export function steeringRuleCommands({
  alternateWan,
  comment,
  lanInterface,
}: SteeringRuleWishes): readonly string[] {
  const mark = `to-${alternateWan}`;
  return [
    consoleLine('/routing/table/add fib', { name: mark }),
    consoleLine('/ip/route/add', {
      'dst-address': '0.0.0.0/0',
      gateway: GATEWAY_PLACEHOLDER,
      'routing-table': mark,
    }),
    consoleLine('/ip/firewall/mangle/add', {
      chain: 'prerouting',
      'in-interface': lanInterface,
      'connection-state': 'new',
      dscp: '46',
      action: 'mark-connection',
      'new-connection-mark': mark,
      passthrough: 'yes',
      disabled: 'yes',
      comment,
    }),
    consoleLine('/ip/firewall/mangle/add', {
      chain: 'prerouting',
      'in-interface': lanInterface,
      'connection-mark': mark,
      action: 'mark-routing',
      'new-routing-mark': mark,
      passthrough: 'no',
      comment: `wanctl: route of ${mark}`,
    }),
  ];
}
