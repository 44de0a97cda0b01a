import type { Readable, Writable } from 'node:stream';
import { CANCEL_SYMBOL, confirm, password, select, text } from '@clack/prompts';
import { WanctlError } from '@wanctl/core';
import type { Dialog } from './ask.js';

/** Asks in the terminal. */
export function clackDialog(terminal: { readonly input: Readable; readonly output: Writable }): Dialog {
  return {
    async text({ message, initial, suggestion, check }) {
      const usual = initial ?? suggestion;
      const options = usual === undefined ? {} : { placeholder: usual || '(none)', defaultValue: usual };
      const validate = (typed: string | undefined) => check?.(typed || (usual ?? ''));
      return unlessCancelled(await text({ message, validate, ...options, ...terminal }));
    },
    async choice({ message, options, initial, suggestion }) {
      const initialValue = initial ?? suggestion;
      const usual = initialValue === undefined ? {} : { initialValue };
      return unlessCancelled(await select({ message, options: [...options], ...usual, ...terminal }));
    },
    secret: async (message) => unlessCancelled(await password({ message, ...terminal })),
    confirm: async (message, initialValue) =>
      unlessCancelled(await confirm({ message, initialValue, ...terminal })),
  };
}

function unlessCancelled<T>(answer: T | typeof CANCEL_SYMBOL): T {
  if (answer !== CANCEL_SYMBOL) return answer;
  throw new WanctlError('ERR_CONFIG_INVALID', 'init was ended; nothing has been written');
}
