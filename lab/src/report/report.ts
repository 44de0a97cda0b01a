import { nameOf } from '../plan/scenario.js';
import type { Recording } from '../recording.js';
import type { Verdict } from '../verdict.js';
import type { Cell } from './cells.js';
import { chartSvg } from './chart.js';
import { escaped } from './svg.js';
import { figuresTable, type Table, verdictTable } from './tables.js';
import { inWords, markdown } from './text.js';

/** What a report tells. */
export interface Results {
  readonly recordings: readonly Recording[];
  readonly cells: readonly Cell[];
  readonly verdicts: readonly Verdict[];
}

const EXPLANATION = `Real CAKE, real TCP. Delays are those that pings of an independent program saw beyond the line's
own. Medians, and ranges where there are several runs.`;

/** Both tables, for a document. */
export function reportMarkdown({ cells, verdicts }: Results): string {
  return `${EXPLANATION}\n\n${markdown(verdictTable(verdicts))}\n\n${markdown(figuresTable(cells))}\n`;
}

/** One page that asks for nothing from elsewhere: the tables, and a chart of every run. */
export function reportHtml({ recordings, cells, verdicts }: Results): string {
  const charts = recordings.map((recording, index) => {
    const title = `${index + 1}. ${nameOf(recording.scenario)}: ${recording.law}`;
    return `<details><summary>${escaped(title)}</summary>${chartSvg(recording)}</details>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>wanctl lab</title>
<style>${STYLE}</style>
<h1>wanctl lab</h1>
<p>${EXPLANATION}</p>
${verdicts.length > 0 ? `<h2>Targets</h2><div class="words">${htmlTable(verdictTable(verdicts))}</div>` : ''}
<h2>Figures</h2>${htmlTable(figuresTable(cells))}
<h2>Runs</h2>${charts.join('\n')}
</html>
`;
}

const STYLE = `:root{color-scheme:light dark}body{font:14px/1.4 system-ui,sans-serif;margin:2em auto;max-width:1240px;padding:0 1em}
div{overflow-x:auto}table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
td,th{padding:.25em .55em;text-align:right;vertical-align:top;border-bottom:1px solid #8885}
td:nth-child(-n+2),th:nth-child(-n+2),.words :is(td,th){text-align:left}small{display:block;opacity:.65;white-space:nowrap}
summary{cursor:pointer;padding:.2em 0}svg{display:block;width:100%;height:auto}`;

function htmlTable({ head, rows }: Table): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const body = rows.map((places) =>
    row(
      places.map((place) => escaped(inWords(place)).replace(/ \((.+)\)$/, '<small>$1</small>')),
      'td',
    ),
  );
  return `<div><table>${row(head.map(escaped), 'th')}${body.join('\n')}</table></div>`;
}
