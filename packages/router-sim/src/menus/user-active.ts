import type { Menu } from '../device/router.js';

/** `/user/active`: sessions. */
export const userActive: Menu = {
  firstId: 1,
  commands: [],
  fields: { address: {}, name: {}, via: {}, when: {} },
};
