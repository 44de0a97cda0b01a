import { max } from 'd3-array';
import { type ScaleLinear, scaleLinear, scaleLog } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import type { DirectionChart, RatePoint, RttPoint, ZoneSpan } from './chart-data.js';
import { BOTTOM, grid, LEFT, legend, path, TOP, words } from './svg.js';

/** From seconds to where they are. */
type X = ScaleLinear<number, number>;

/** Of the zones below a panel. */
const STRIP_HEIGHT = 8;
/** Round trips of all charts are on the same scale, ms. */
const RTT_MS = [10, 2000];
const RTT_TICKS_MS = [10, 30, 100, 300, 1000];

/** Capacity, limit, delivered rate and zones of a direction. */
export function ratePanel({ direction, rates, zones }: DirectionChart, x: X): string {
  const shown = rates.filter(({ s }) => s >= 0);
  const most = max(shown, ({ capacity, limit }) => Math.max(capacity, limit ?? 0)) ?? 1;
  const y = scaleLinear([0, most], [BOTTOM, TOP]).nice(4);
  const points = (value: (point: RatePoint) => number | null) =>
    shown.map((point) => {
      const mbps = value(point);
      return [x(point.s), mbps === null ? null : y(mbps)] as const;
    });
  const capacity = area<RatePoint>(
    ({ s }) => x(s),
    y(0),
    (point) => y(point.capacity),
  );
  return [
    `<path d="${capacity.curve(curveStepAfter).digits(1)(shown) ?? ''}" class="capacity"/>`,
    grid(y.ticks(4), y),
    path(
      'delivered',
      points(({ delivered }) => delivered),
    ),
    path(
      'limit',
      points(({ limit }) => limit),
      curveStepAfter,
    ),
    ...zones.map((span) => strip(span, x)),
    words(LEFT, 18, `${direction}, Mbit/s`),
    legend(['capacity', 'delivered', 'limit', ...(zones.length > 0 ? ['YELLOW', 'SOFT_RED', 'RED'] : [])]),
  ].join('');
}

/** Round-trip times. */
export function rttPanel(points: readonly RttPoint[], x: X): string {
  const y = scaleLog(RTT_MS, [BOTTOM, TOP]).clamp(true);
  const shown = points.filter(({ s }) => s >= 0);
  return [
    grid(RTT_TICKS_MS, y),
    path(
      'rtt',
      shown.map(({ s, ms }) => [x(s), ms === null ? null : y(ms)]),
    ),
    words(LEFT, 18, 'round trip, ms'),
  ].join('');
}

/** A mark below the panel while the zone is another than GREEN. */
function strip({ fromS, toS, zone }: ZoneSpan, x: X): string {
  if (toS <= 0 || zone === 'GREEN') return '';
  const from = x(Math.max(0, fromS));
  const size = `width="${(x(toS) - from).toFixed(1)}" height="${STRIP_HEIGHT}"`;
  return `<rect x="${from.toFixed(1)}" y="${BOTTOM + 1}" ${size} class="${zone}"/>`;
}
