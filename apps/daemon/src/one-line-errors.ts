import type { OutputConfiguration } from 'commander';

/** Has wrong usage told in one line. */
export const ONE_LINE_ERRORS: OutputConfiguration = {
  outputError(text, write) {
    const line = text
      .replace(/^error: /, '')
      .trim()
      .replaceAll('\n', ' ');
    write(`wanctl: ${line} (see wanctl --help)\n`);
  },
};
