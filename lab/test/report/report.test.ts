import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../src/report/cells.js';
import { chartSvg } from '../../src/report/chart.js';
import { directionCharts, rttPoints } from '../../src/report/chart-data.js';
import { reportHtml, reportMarkdown } from '../../src/report/report.js';
import { figuresTable, verdictTable } from '../../src/report/tables.js';
import { inWords, textTable } from '../../src/report/text.js';
import { recording, scenario } from '../recording.js';

const results = (...recordings: ReturnType<typeof recording>[]) => ({
  recordings,
  cells: cellsOf(recordings),
  verdicts: [],
});

describe('the tables', () => {
  it('have a line per law and scenario, with median and range of its runs', () => {
    const runs = [20, 21, 40].map((base) =>
      recording({ pings: recording().pings.map((ping) => (ping.tMs < 0 ? { ...ping, rttMs: base } : ping)) }),
    );
    const others = [recording({ law: 'off' }), recording({ scenario: scenario({ load: 'both' }) })];
    const { head, rows } = figuresTable(cellsOf([...runs, ...others]));
    expect(rows.map(([line, law]) => `${line}: ${law}`)).toEqual([
      'steady: zones-50ms',
      'steady: off',
      'steady both: zones-50ms',
    ]);
    expect(inWords(rows[0]?.[head.indexOf('p50')] ?? null)).toBe('48.5 (29.5-49.5)');
  });

  it('show what there is no value for as a dash, and no figure that nobody has', () => {
    const runs = cellsOf([recording({ daemon: null }), recording({ law: 'off' })]);
    expect(textTable(figuresTable(runs))).toContain(' - ');
    expect(figuresTable(runs).head).not.toContain('least limit %');
  });

  it('say first what was not reached', () => {
    const verdict = { scenario: 'steps', law: 'adaptive', wanted: 'p99 at most 90', measured: null };
    const table = verdictTable([
      { ...verdict, reached: true },
      { ...verdict, reached: false },
    ]);
    expect(table.rows.map((row) => row.at(-1))).toEqual(['NO', 'yes']);
  });

  it('stand in Markdown, too', () => {
    expect(reportMarkdown(results(recording()))).toMatch(/^\| steady \| zones-50ms \| 49\.5 +\|/m);
  });
});

describe('the page', () => {
  it('asks for nothing from elsewhere and cannot be broken by a name', () => {
    const html = reportHtml(results(recording({ law: '</svg><script>' })));
    expect(html).not.toMatch(/<script|(src|href)=|@import|url\(/);
    expect(html.match(/<\/svg>/g)).toHaveLength(1);
  });
});

describe('a chart', () => {
  it('has capacity, limit, delivered rate and zones of each loaded direction', () => {
    const [download, upload, ...more] = directionCharts(recording({ scenario: scenario({ load: 'both' }) }));
    expect([download?.direction, upload?.direction, more]).toEqual(['download', 'upload', []]);
    expect(download?.rates.at(-1)).toEqual({ s: 9.9, capacity: 8, limit: 8, delivered: 4 });
    expect(download?.zones).toEqual([{ fromS: 1, toS: 10, zone: 'RED' }]);
  });

  it('shows the longest of many round trips', () => {
    const pings = Array.from({ length: 3000 }, (_, at) => ({ tMs: at * 50, rttMs: at % 2 === 0 ? 20 : 90 }));
    const points = rttPoints(recording({ pings }));
    expect(points).toHaveLength(1500);
    expect(points.every(({ ms }) => ms === 90)).toBe(true);
  });

  it('has a line for every value, and none where a ping got no answer', () => {
    const pings = recording().pings.map((ping) => (ping.tMs === 5000 ? { ...ping, rttMs: null } : ping));
    const path = /<path d="([^"]+)" class="rtt"/.exec(chartSvg(recording({ pings })))?.[1] ?? '';
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/[ML]/g)).toHaveLength(99);
  });
});
