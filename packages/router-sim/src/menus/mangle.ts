import type { Field, Menu } from '../device/router.js';
import { bool, text } from '../device/values.js';

/** Absent from answers until written, and there ever after. */
const matcher: Field = { parse: text };

/** `/ip/firewall/mangle` (live rows of 7.23). Rules match nothing, so their counters stay 0. */
export const mangle: Menu = {
  firstId: 0,
  commands: ['add', 'remove', 'set', 'enable', 'disable', 'reset-counters'],
  fields: {
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
    'new-connection-mark': matcher,
    'new-packet-mark': matcher,
    'new-routing-mark': matcher,
    'out-interface': matcher,
    'out-interface-list': matcher,
    'packet-mark': matcher,
    passthrough: { parse: bool },
    protocol: matcher,
    'routing-mark': matcher,
    'src-address': matcher,
    'src-address-list': matcher,
    'src-port': matcher,
  },
  statistics: ['bytes', 'packets'],
  live: (_router, { counters }) => ({
    bytes: String(counters.bytes),
    packets: String(counters.packets),
  }),
};
