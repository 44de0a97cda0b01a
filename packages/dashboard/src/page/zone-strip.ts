import type uPlot from 'uplot';
import { colour } from './axes.js';

/** Zones from best to worst; a series of zones has their numbers. */
const ZONES = ['GREEN', 'YELLOW', 'SOFT_RED', 'RED'];
/** CSS pixels. */
const ROW_HEIGHT = 14;
const FIRST_ROW_TOP = 8;
/** A stretch without points for longer than this share of the width is left blank. */
const GAP_SHARE = 0.02;

/** What the strips take between a chart and the labels of its time axis, CSS pixels. */
export const STRIPS_HEIGHT = FIRST_ROW_TOP + 2 * ROW_HEIGHT + 6;

/** A zone as a value of a series; null for none. */
export function zoneNumber(zone: string): number | null {
  const number = ZONES.indexOf(zone);
  return number < 0 ? null : number;
}

/** A series that the legend tells and a strip shows. */
export function zoneSeries(label: string): uPlot.Series {
  const value = (_: uPlot, zone: number | null) => ZONES[zone ?? -1]?.replace('_', ' ') ?? '–';
  return { label, scale: 'zone', paths: () => null, points: { show: false }, value };
}

/** Draws a coloured strip below the chart for each of these series. */
export function drawStrips(plot: uPlot, series: readonly number[]): void {
  series.forEach((one, row) => {
    const topPx = plot.bbox.top + plot.bbox.height + (FIRST_ROW_TOP + row * ROW_HEIGHT) * devicePixelRatio;
    drawStrip(plot, one, topPx);
  });
}

function drawStrip({ ctx, bbox, data, series, valToPos }: uPlot, index: number, topPx: number): void {
  const heightPx = (ROW_HEIGHT - 3) * devicePixelRatio;
  ctx.fillStyle = colour('muted');
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(String(series[index]?.label), bbox.left - 6 * devicePixelRatio, topPx + heightPx / 2);
  const colours = ZONES.map(colour);
  const [timesSec, zones = []] = [data[0], data[index]];
  zones.forEach((zone, at) => {
    const beginSec = timesSec[at];
    if (zone == null || beginSec === undefined) return;
    const leftPx = Math.max(bbox.left, valToPos(beginSec, 'x', true));
    const lengthPx = valToPos(timesSec[at + 1] ?? beginSec, 'x', true) - leftPx;
    if (lengthPx < 0) return;
    ctx.fillStyle = colours[zone] ?? '';
    // A pixel more, or a seam shows between two.
    ctx.fillRect(leftPx, topPx, Math.min(bbox.width * GAP_SHARE, lengthPx) + 1, heightPx);
  });
}
