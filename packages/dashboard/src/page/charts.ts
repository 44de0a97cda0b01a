import uPlot from 'uplot';
import { colour, fromZero, timeAxis, valueAxis } from './axes.js';
import { msText, percentText, rateText } from './format.js';
import type { ChartSpec } from './time-chart.js';
import { drawStrips, STRIPS_HEIGHT, zoneNumber, zoneSeries } from './zone-strip.js';

export type Direction = 'download' | 'upload';

type Value = number | null | undefined;

/** The delay, its value without load, and the zones as strips below. */
export function delayChart(): ChartSpec {
  const value = (_: uPlot, ms: Value) => msText(ms ?? null);
  return {
    title: 'Delay to the internet over time, ms, with the zones of download and upload',
    height: 200 + STRIPS_HEIGHT,
    look: {
      axes: [timeAxis(STRIPS_HEIGHT), valueAxis()],
      scales: { y: fromZero(20), zone: { range: [0, 3] } },
      series: [
        { label: 'delay', stroke: colour('delay'), width: 1.5, fill: colour('delay-fill'), value },
        { label: 'without load', stroke: colour('muted'), width: 1.2, dash: [5, 4], value },
        zoneSeries('down'),
        zoneSeries('up'),
      ],
      hooks: { draw: [(plot) => drawStrips(plot, [3, 4])] },
    },
    valuesOf: ({ rttMs, baselineMs, download, upload }) => [
      ...[rttMs, baselineMs],
      ...[download, upload].map(({ zone }) => zoneNumber(zone)),
    ],
  };
}

/** A direction's limit and what passes. */
export function rateChart(direction: Direction): ChartSpec {
  const value = (_: uPlot, mbps: Value) => rateText(mbps == null ? null : mbps * 1e6);
  const loadValue = (_: uPlot, load: Value) => (load == null ? '–' : percentText(load));
  const fill = colour(`${direction}-fill`);
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return {
    title: `Limit and throughput of the ${direction} over time, Mbps`,
    height: 160,
    look: {
      axes: [timeAxis(), valueAxis()],
      scales: { y: fromZero(1), load: { range: [0, 1] } },
      series: [
        { label: 'limit', stroke: colour(direction), width: 1.8, value, ...(paths && { paths }) },
        { label: 'passes', stroke: fill, width: 1, fill, value },
        // Read, not drawn: it is how high the one stands below the other.
        { label: 'load', scale: 'load', paths: () => null, points: { show: false }, value: loadValue },
      ],
    },
    valuesOf: (point) => {
      const { rateBps, achievedBps, load } = point[direction];
      return [rateBps && rateBps / 1e6, achievedBps && achievedBps / 1e6, load];
    },
  };
}
