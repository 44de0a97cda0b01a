import { dropRow, type Menu, type Router, type StoredRow } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { durationMs, text, time } from '../device/values.js';

/**
 * `/ip/firewall/address-list`: an entry with a timeout lives in memory alone until that has passed or the router
 * restarts (RouterOS manual, "Address-lists"). An address is in a list once.
 */
export const addressList: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable'],
  fields: {
    address: { parse: text, required: true },
    comment: { parse: text },
    list: { parse: text, required: true },
    timeout: { parse: time },
  },
  isVolatile: ({ timeout }) => timeout !== undefined,
  changed: (router, row) => {
    const { rows } = router.tables['ip/firewall/address-list'];
    const { list, address, timeout } = row.values;
    const isSame = ({ values }: StoredRow) => values['list'] === list && values['address'] === address;
    if (rows.filter(isSame).length > 1) {
      dropRow(router.tables['ip/firewall/address-list'], row);
      throw new RouterError(400, 'failure: already have such entry');
    }
    if (timeout !== undefined) expire(router, row, timeout);
  },
  live: (_router, { values }) => ({ dynamic: String(values['timeout'] !== undefined) }),
};

function expire(router: Router, row: StoredRow, timeout: string): void {
  router.clock.schedule(() => dropRow(router.tables['ip/firewall/address-list'], row), durationMs(timeout));
}
