import type { OutputConfiguration } from 'commander';

/** Has wrong usage of `command`, e.g. `wanctl status`, told in one line. */
export function oneLineErrors(command: string): OutputConfiguration {
  return {
    outputError(text, write) {
      const line = text
        .replace(/^error: /, '')
        .trim()
        .replaceAll('\n', ' ');
      write(`wanctl: ${line} (see ${command} --help)\n`);
    },
  };
}
