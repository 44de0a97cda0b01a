import { painted, plain } from './paint.js';
import { screen } from './screen.js';
import type { Seen } from './seen.js';
import { openTerminal } from './terminal.js';

const FRAME_MS = 500;

/** Shows what is seen on the whole terminal until `ended`, `q` or Ctrl-C, and gives the terminal back. */
export async function showOnTerminal(seen: () => Seen, ended: Promise<void>): Promise<void> {
  const { stdin, stdout } = process;
  const paint = stdout.hasColors() ? painted : plain;
  let quit = () => {};
  const left = new Promise<void>((resolve) => {
    quit = resolve;
  });
  const terminal = openTerminal(stdin, stdout, quit);
  const draw = () => {
    terminal.draw(screen(seen(), { columns: stdout.columns, paint, nowMs: Date.now() }, stdout.rows));
  };
  const frames = setInterval(draw, FRAME_MS);
  stdout.on('resize', draw);
  draw();
  await Promise.race([ended, left]);
  stdout.off('resize', draw);
  clearInterval(frames);
  terminal.restore();
}
