import type { Menu } from '../device/router.js';
import { integer } from '../device/values.js';

/** `/ip/service`: the open ports, and a dynamic row for each connection (7.23). */
export const ipService: Menu = {
  firstId: 0,
  commands: ['set'],
  fields: {
    connection: {},
    disabled: { initial: 'false' },
    dynamic: { initial: 'false' },
    local: {},
    'max-sessions': { parse: integer(1, 1000) },
    name: {},
    port: {},
    proto: { initial: 'tcp' },
    remote: {},
  },
};
