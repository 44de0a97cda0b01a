import { createLogUpdate } from 'log-update';
import { EVENING_MS } from '../demo/evening.js';
import { type Observer, observe } from '../demo/observer.js';
import { picture, plainLine } from '../demo/picture.js';
import { openWorld } from '../demo/world.js';

/** Flags of `wanctl demo`. */
export interface DemoOptions {
  /** Ends by itself after this long, ms; the evening is then as long. */
  readonly forMs: number | undefined;
}

const FRAME_MS = 100;

/** Shows the daemon at work until Ctrl-C or the given time, and leaves nothing behind. */
export async function demo({ forMs }: DemoOptions): Promise<number> {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
    if (forMs !== undefined) setTimeout(resolve, forMs).unref();
  });
  console.log('Starting a simulated RouterOS router and the daemon...');
  const world = await openWorld();
  const observer = observe(world, forMs ?? EVENING_MS);
  const show = process.stdout.isTTY ? drawer(observer) : printer(observer);
  const frames = setInterval(show, FRAME_MS);
  try {
    await ended;
  } finally {
    clearInterval(frames);
    await world.close();
  }
  console.log(summary(observer));
  return 0;
}

function drawer(observer: Observer): () => void {
  const draw = createLogUpdate(process.stdout);
  return () => {
    observer.look();
    draw(picture(observer.moments, observer.writes, process.stdout.columns));
  };
}

function printer(observer: Observer): () => void {
  let title = '';
  return () => {
    const moment = observer.look() ? observer.moments.at(-1) : undefined;
    if (!moment) return;
    if (moment.title !== title) console.log(`\n${moment.title}`);
    title = moment.title;
    console.log(plainLine(moment));
  };
}

function summary({ moments, writes }: Observer): string {
  const worst = Math.max(0, ...moments.map(({ rttMs }) => rttMs));
  const calm = moments.filter(({ rttMs }) => rttMs < 60).length / Math.max(1, moments.length);
  return (
    `\nThe daemon wrote ${writes.length} limits to the router. The delay was below 60 ms for ${Math.round(calm * 100)} % ` +
    `of the time, ${Math.round(worst)} ms at worst.\nYour own line next: see "First use" in the README.`
  );
}
