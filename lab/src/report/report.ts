import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOf } from '../plan/scenario.js';
import type { Recording } from '../recording.js';
import { COLUMNS, cellsOf, cellText } from './cells.js';
import { chartData } from './chart-data.js';

/** One page that asks for nothing from elsewhere: a table of medians and ranges, and charts of every run. */
export function reportHtml(recordings: readonly Recording[]): string {
  const charts = recordings.map((recording, index) => ({
    title: `${nameOf(recording.scenario)}: ${recording.law}, run ${index + 1}`,
    ...chartData(recording),
  }));
  // `<` would end the script.
  const data = JSON.stringify(charts).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>wanctl lab</title>
<style>${asset('uplot/dist/uPlot.min.css')}${STYLE}</style>
<h1>wanctl lab</h1>
<p>Real CAKE, real TCP. Delays are those that pings of an independent program saw beyond the line's own. Medians, and
ranges where there are several runs.</p>
${table(recordings)}
<div id="runs"></div>
<script>${asset('uplot/dist/uPlot.iife.min.js')}</script>
<script>const runs = ${data};${asset('@wanctl/lab/assets/charts.js')}</script>
</html>
`;
}

const STYLE = `body{font:14px/1.4 system-ui,sans-serif;margin:2em;max-width:1100px}table{border-collapse:collapse}
td,th{padding:.2em .7em;text-align:right;border-bottom:1px solid #ddd}td:nth-child(-n+2),th:nth-child(-n+2){text-align:left}`;

function table(recordings: readonly Recording[]): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell.replaceAll('>', '&gt;')}</${tag}>`).join('')}</tr>`;
  const body = cellsOf(recordings).map((cell) =>
    row([cell.scenario, cell.law, ...COLUMNS.map((column) => cellText(cell, column))], 'td'),
  );
  return `<table>${row(['line', 'law', ...COLUMNS.map(({ title }) => title)], 'th')}${body.join('\n')}</table>`;
}

function asset(specifier: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(specifier)), 'utf8');
}
