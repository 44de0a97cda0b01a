import type { Field, Menu } from '../device/router.js';
import { bool, text } from '../device/values.js';

/** Absent from answers until written, and there ever after. */
export const matcher: Field = { parse: text };

/** A menu of firewall rules (live rows of 7.23): what all have, and what is its own. Rules match nothing, so their counters stay 0. */
export function firewallRules(own: Menu['fields']): Menu {
  return {
    firstId: 0,
    commands: ['add', 'remove', 'set', 'enable', 'disable', 'reset-counters'],
    fields: { ...COMMON, ...own },
    statistics: ['bytes', 'packets'],
    live: (_router, { counters }) => ({
      bytes: String(counters.bytes),
      packets: String(counters.packets),
    }),
  };
}

const COMMON: Menu['fields'] = {
  action: { parse: text, initial: 'accept' },
  chain: { parse: text, required: true },
  comment: matcher,
  'connection-mark': matcher,
  'connection-state': matcher,
  disabled: { parse: bool },
  dscp: matcher,
  'dst-address': matcher,
  'dst-address-list': matcher,
  'dst-port': matcher,
  dynamic: { initial: 'false' },
  'in-interface': matcher,
  'in-interface-list': matcher,
  invalid: { initial: 'false' },
  log: { parse: bool },
  'log-prefix': matcher,
  'out-interface': matcher,
  'out-interface-list': matcher,
  'packet-mark': matcher,
  protocol: matcher,
  'routing-mark': matcher,
  'src-address': matcher,
  'src-address-list': matcher,
  'src-port': matcher,
};
