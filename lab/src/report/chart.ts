import { scaleLinear } from 'd3-scale';
import { nameOf } from '../plan/scenario.js';
import type { Recording } from '../recording.js';
import { directionCharts, rttPoints } from './chart-data.js';
import { STYLE } from './chart-style.js';
import { ratePanel, rttPanel } from './panels.js';
import { escaped, LEFT, RIGHT, WIDTH, words } from './svg.js';

/** From a panel to the next. */
const PANEL_HEIGHT = 154;
const TITLE_HEIGHT = 26;

/** A run as an SVG picture: capacity, limit, delivered rate and zone of each loaded direction, and round trips. */
export function chartSvg(recording: Recording): string {
  const { scenario, law } = recording;
  const x = scaleLinear([0, scenario.seconds], [LEFT, RIGHT]);
  const panels = [
    ...directionCharts(recording).map((chart) => ratePanel(chart, x)),
    rttPanel(rttPoints(recording), x),
  ];
  const height = panels.length * PANEL_HEIGHT + 2 * TITLE_HEIGHT;
  const placed = panels.map((panel, index) => {
    return `<g transform="translate(0 ${TITLE_HEIGHT + index * PANEL_HEIGHT})">${panel}</g>`;
  });
  const ticks = x.ticks(12).map((s) => words(x(s), height - 12, `${s} s`, 'middle'));
  const title = escaped(`${nameOf(scenario)}: ${law}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" class="run"><title>${title}</title><style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" class="paper"/>
<text x="${LEFT}" y="18" class="title">${title}</text>
${[...placed, ...ticks].join('\n')}
</svg>
`;
}
