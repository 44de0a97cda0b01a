import type uPlot from 'uplot';

const FONT = '12px system-ui, sans-serif';
const DAY_SEC = 86_400;

/** A colour of the style sheet. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The axis of the time, with `gap` pixels between it and its labels. */
export function timeAxis(gap = 6): uPlot.Axis {
  const values: uPlot.Axis.Values = (_, splits, __, ___, incrementSec) =>
    splits.map((atSec) => labelOf(new Date(atSec * 1000), incrementSec));
  return { ...common(), size: gap + 20, gap, space: 60, values };
}

/** The axis of values, whose unit is said elsewhere; as wide in all charts, so that times stand below one another. */
export function valueAxis(): uPlot.Axis {
  const values: uPlot.Axis.Values = (_, splits) => splits.map((split) => String(split));
  return { ...common(), size: 44, space: 32, values };
}

/** From 0 to a little above the highest value, but to `least` at least. */
export function fromZero(least: number): uPlot.Scale {
  return { range: (_, __, max) => [0, Math.max(least, (max ?? 0) * 1.08)] };
}

function common(): uPlot.Axis {
  const line = { stroke: colour('grid'), width: 1 };
  return { stroke: colour('muted'), font: FONT, grid: line, ticks: { ...line, size: 4 } };
}

/** The time; the day where one begins. */
function labelOf(at: Date, incrementSec: number): string {
  const isMidnight = at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0;
  if (incrementSec >= DAY_SEC || isMidnight) {
    return at.toLocaleDateString([], { day: 'numeric', month: 'short' });
  }
  const seconds = incrementSec < 60 ? ({ second: '2-digit' } as const) : {};
  return at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', ...seconds, hourCycle: 'h23' });
}
