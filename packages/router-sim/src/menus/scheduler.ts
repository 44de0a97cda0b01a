import type { Menu } from '../device/router.js';
import { bool, text, time } from '../device/values.js';

/** `/system/scheduler`: entries are kept and shown; what they say is never run. */
export const scheduler: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable'],
  fields: {
    comment: { parse: text },
    disabled: { parse: bool },
    interval: { parse: time, initial: '0s' },
    name: { parse: text, required: true },
    'on-event': { parse: text, initial: '' },
    policy: { parse: text, initial: 'read,write,policy,test' },
  },
};
