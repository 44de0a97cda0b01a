import type { Menu } from '../device/router.js';

/** `/log`: what `memory` keeps. */
export const log: Menu = {
  firstId: 1,
  commands: [],
  fields: { message: {}, time: {}, topics: {} },
};
