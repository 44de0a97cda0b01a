import { describe, expect, it } from 'vitest';
import { COLUMNS, cellsOf, cellText } from '../../src/report/cells.js';
import { chartData } from '../../src/report/chart-data.js';
import { reportHtml } from '../../src/report/report.js';
import { textTable } from '../../src/report/table.js';
import { recording, scenario } from '../recording.js';

describe('the tables', () => {
  it('have a line per law and scenario, with median and range of its runs', () => {
    const runs = [20, 21, 40].map((base) =>
      recording({ pings: recording().pings.map((ping) => (ping.tMs < 0 ? { ...ping, rttMs: base } : ping)) }),
    );
    const cells = cellsOf([
      ...runs,
      recording({ law: 'off' }),
      recording({ scenario: scenario({ load: 'both' }) }),
    ]);
    expect(cells.map(({ scenario, law }) => `${scenario}: ${law}`)).toEqual([
      'steady: zones-50ms',
      'steady: off',
      'steady both: zones-50ms',
    ]);
    const p50 = COLUMNS.find(({ title }) => title === 'p50');
    const [cell] = cells;
    if (!cell || !p50) throw new Error('no cell');
    expect(cellText(cell, p50)).toBe('48.5 (29.5-49.5)');
  });

  it('show what there is no value for as a dash', () => {
    expect(textTable([recording({ daemon: null })])).toContain(' - ');
  });
});

describe('the page', () => {
  it('asks for nothing from elsewhere and cannot be broken by a name', () => {
    const html = reportHtml([recording({ law: '</script>' })]);
    expect(html).not.toMatch(/(src|href)=|@import|url\(/);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).toContain('uPlot');
  });

  it('charts capacity, limit and delivered per loaded direction, RTT and zones', () => {
    const { rates, rtt, zones } = chartData(recording({ scenario: scenario({ load: 'both' }) }));
    expect(rates.map(({ direction }) => direction)).toEqual(['download', 'upload']);
    const [seconds, capacity, limit, delivered] = rates[0]?.columns ?? [];
    expect([seconds, capacity, limit, delivered].map((column) => column?.at(-1))).toEqual([9.9, 8, 8, 4]);
    expect(rtt[1]).toHaveLength(103);
    expect(zones).toEqual([[1], [3], [0]]);
  });
});
