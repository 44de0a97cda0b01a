import { formatId, type Menu, newRow, type StoredRow, type Table } from '../device/router.js';
import { POLICIES, type SimUser } from '../users.js';

const FULL = 'full';

/** `/user`: the simulator's users as they are at this moment; they cannot be changed here. */
export function userTable(users: ReadonlyMap<string, SimUser>): Table {
  const fields = { address: {}, disabled: {}, group: {}, name: {} };
  return derivedTable(fields, () =>
    [...users.values()].map((user) => ({
      name: user.name,
      group: groupOf(user),
      address: '',
      disabled: 'false',
    })),
  );
}

/** `/user/group`: `full`, and a group for each user who may do less, with its name. */
export function userGroupTable(users: ReadonlyMap<string, SimUser>): Table {
  return derivedTable({ name: {}, policy: {}, skin: {} }, () => [
    { name: FULL, policy: policyText(POLICIES), skin: 'default' },
    ...[...users.values()]
      .filter((user) => groupOf(user) !== FULL)
      .map((user) => ({ name: groupOf(user), policy: policyText(user.policies), skin: 'default' })),
  ]);
}

function groupOf({ name, policies }: SimUser): string {
  return policies.length === POLICIES.length ? FULL : name;
}

/** What a group may do, then what it may not (Terraform provider's captured rows). */
function policyText(granted: SimUser['policies']): string {
  const denied = POLICIES.filter((policy) => !granted.includes(policy)).map((policy) => `!${policy}`);
  return [...POLICIES.filter((policy) => granted.includes(policy)), ...denied].join(',');
}

/** A menu whose rows follow from something else. */
function derivedTable(fields: Menu['fields'], rowsOf: () => readonly StoredRow['values'][]): Table {
  return {
    menu: { firstId: 1, commands: [], fields },
    get rows() {
      return rowsOf().map((values, index) => newRow(formatId(index + 1), values));
    },
    nextId: 1,
  };
}
