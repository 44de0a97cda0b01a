import type { Check } from '../check.js';

/** Menus that the router did not show, so that something went unchecked. */
export const checkUnread: Check = ({ unread }) =>
  unread.map(({ menu, reason }) => ({
    level: menu === 'queue/tree' ? 'problem' : 'advice',
    what: `/${menu} could not be read: ${reason}`,
    why: 'what it says was not checked',
  }));
