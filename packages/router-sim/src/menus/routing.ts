import type { Field, Menu } from '../device/router.js';
import { bool, choice, reference, text } from '../device/values.js';

/** Left out until written. */
const matcher: Field = { parse: text };

/** `/routing/table` (captured rows): `main` is always there. */
export const routingTable: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable'],
  builtIn: [{ id: 0, values: { name: 'main', dynamic: 'true', fib: '', invalid: 'false' } }],
  fields: {
    comment: matcher,
    disabled: { parse: bool },
    dynamic: { initial: 'false' },
    fib: { parse: () => '' },
    invalid: { initial: 'false' },
    name: { parse: text, required: true },
  },
};

/** `/routing/rule` (captured rows). Rules route nothing here. */
export const routingRule: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable'],
  fields: {
    action: { parse: choice('drop', 'lookup', 'lookup-only-in-table', 'unreachable'), initial: 'lookup' },
    comment: matcher,
    disabled: { parse: bool, initial: 'false' },
    'dst-address': matcher,
    inactive: { initial: 'false' },
    interface: matcher,
    'routing-mark': matcher,
    'src-address': matcher,
    table: reference('routing/table'),
  },
};
