import type { LiveEvent } from '@wanctl/dashboard';
import { daemonTitle } from '../health/status-screen.js';
import type { SteeringHealth } from '../health/steering-health.js';
import { stateText } from '../health/steering-rows.js';
import { eventLine } from './event-line.js';
import type { Look } from './look.js';
import { reasonLines } from './reason-lines.js';
import type { Seen } from './seen.js';
import { wanLines } from './wan-lines.js';

/** A reason takes two lines where there is room, one otherwise. */
const REASON_ROWS = [2, 1];
/** What happened last is worth leaving out the second line of reasons, in lines. */
const WANTED_EVENTS = 4;
const FOOTER = 'q ends it.';

/** The screen for a terminal of that size, at most `rows` lines; the newest events fill what the rest leaves. */
export function screen(seen: Seen, look: Omit<Look, 'reasonRows'>, rows: number): string[] {
  const parts = REASON_ROWS.map((reasonRows) => steadyLines(seen, { ...look, reasonRows }));
  const steady = parts.find((lines) => lines.length + WANTED_EVENTS < rows) ?? parts.at(-1) ?? [];
  const room = rows - steady.length - 1;
  if (room < 0) {
    const footer = `${steady.length - rows + 1} lines more do not fit. ${FOOTER}`;
    return [...steady.slice(0, rows - 1), look.paint('dim', footer)];
  }
  const events = room === 0 ? [] : news(seen.events).slice(-room);
  return [...steady, ...events.map((event) => eventLine(event, look.paint)), look.paint('dim', FOOTER)];
}

/** What happened, without writes that a later one has overtaken: a ramp is many. */
function news(events: readonly LiveEvent[]): readonly LiveEvent[] {
  const limitOf = ({ name, text }: LiveEvent) => `${name} ${text.split(' ', 1)}`;
  const newest = new Map(events.filter(isWrite).map((event) => [limitOf(event), event]));
  return events.filter((event) => !isWrite(event) || newest.get(limitOf(event)) === event);
}

function isWrite({ what }: LiveEvent): boolean {
  return what === 'write';
}

function steadyLines({ healths, missing, points }: Seen, look: Look): string[] {
  const { paint } = look;
  return [
    ...missing.map((line) => paint('red', line)),
    ...healths.flatMap((health) => [
      paint('bold', daemonTitle(health)),
      ...health.reasons.map((reason) => paint('red', `  ${reason}`)),
      ...health.wans.flatMap((wan) => wanLines(wan, points.get(wan.name) ?? [], look)),
      ...health.steerings.flatMap((steering) => steeringLines(steering, look)),
    ]),
    '',
  ];
}

function steeringLines(health: SteeringHealth, look: Look): string[] {
  const { paint } = look;
  const status = health.status === 'healthy' ? paint('green', 'healthy') : paint('red', 'degraded');
  return [`${paint('bold', health.name)}  ${status}`, ...reasonLines(stateText(health), look)];
}
