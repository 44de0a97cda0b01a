import type { ReadStream, WriteStream } from 'node:tty';

/** The other screen, without cursor, where long lines are cut off instead of wrapped (xterm, ctlseqs: DECSET). */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';
const HOME = '\x1b[H';
const CLEAR_LINE = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';
const CTRL_C = '\x03';
const QUIT_KEYS = ['q', 'Q', CTRL_C];

/** A terminal that has become a screen. */
export interface Terminal {
  draw(lines: readonly string[]): void;
  /** Gives the terminal back as it was. */
  restore(): void;
}

/** Takes over the terminal; `onQuit` hears of `q` and Ctrl-C, which is a key like others as long as it lasts. */
export function openTerminal(stdin: ReadStream, stdout: WriteStream, onQuit: () => void): Terminal {
  const onKeys = (keys: Buffer) => {
    if ([...keys.toString()].some((key) => QUIT_KEYS.includes(key))) onQuit();
  };
  const restore = () => {
    process.off('exit', restore);
    stdin.off('data', onKeys).pause();
    if (stdin.isTTY) stdin.setRawMode(false);
    stdout.write(LEAVE);
  };
  process.once('exit', restore);
  if (stdin.isTTY) stdin.setRawMode(true).on('data', onKeys);
  stdout.write(ENTER);
  return {
    draw: (lines) => {
      stdout.write(`${HOME}${lines.map((line) => `${line}${CLEAR_LINE}`).join('\r\n')}${CLEAR_BELOW}`);
    },
    restore,
  };
}
