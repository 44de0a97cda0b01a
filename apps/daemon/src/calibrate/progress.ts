import type { Direction } from '@wanctl/core';
import { createLogUpdate } from 'log-update';
import type { Trial } from './find-ceiling.js';

/** Shows how far a calibration has come. */
export interface Progress {
  /** A test begins; a limit of 0 bit/s is none. */
  begin(direction: Direction, limitBps: number): void;
  /** It has ended. */
  end(trial: Trial): void;
  /** No more tests. */
  close(): void;
}

const BAR_WIDTH = 24;

/** A line for each test that has ended, and a bar below them where a terminal shows it. */
export function showProgress(tests: number, testMs: number, terminal: NodeJS.WriteStream): Progress {
  const draw = terminal.isTTY ? createLogUpdate(terminal) : null;
  let [title, done] = ['', 0];
  return {
    begin(direction, limitBps) {
      const isFirstUpload = direction === 'upload' && limitBps === 0;
      // Where the line needs no limit, the download had less to find.
      if (isFirstUpload) done = tests / 2;
      title = `${direction.padEnd(8)} ${limitBps === 0 ? 'no limit' : `${mbit(limitBps)} Mbit/s`}`;
      const share = done / tests;
      const bar = '█'.repeat(Math.round(BAR_WIDTH * share)).padEnd(BAR_WIDTH, '░');
      const leftSec = Math.round(((tests - done) * testMs) / 1000);
      draw?.(`${bar} ${title}: testing, at most ${leftSec} s left`);
    },
    end({ rateBps, addedMs }) {
      done += 1;
      const added = addedMs === Infinity ? 'most probes lost' : `${addedMs.toFixed(1)} ms added`;
      draw?.clear();
      terminal.write(`${title}: ${mbit(rateBps)} Mbit/s came through, ${added}\n`);
    },
    close: () => draw?.clear(),
  };
}

function mbit(rateBps: number): string {
  return (rateBps / 1e6).toFixed(1);
}
