import { html, nothing, type TemplateResult } from 'lit-html';
import type { ProfileDocument, ProfilePart, ProfileStage } from '../source.js';
import { percentText } from './format.js';

const FIGURES = ['p50', 'p95', 'p99', 'max'] as const;

/** What the daemon's stages take, and how much of the budgets. */
export function profileTable(profile: ProfileDocument): TemplateResult {
  const { periodSec, cpuPct, cpuBudgetPct, rssBytes, rssBudgetBytes, parts } = profile;
  return html`<section class="card" aria-label="Profile">
    <header>
      <h2>What it takes</h2>
      <p>over ${periodSec.toFixed(0)} s, times in ms</p>
    </header>
    <div class="scroll" tabindex="0" role="region" aria-label="Profile of the daemon's stages">
      <table>
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">count</th>
            ${FIGURES.map((figure) => html`<th scope="col">${figure}</th>`)}
            <th scope="col">budget</th>
            <th scope="col">used</th>
          </tr>
        </thead>
        <tbody>
          ${wholeRow('CPU, of a core', `${cpuPct.toFixed(1)} %`, `${cpuBudgetPct} %`, cpuPct / cpuBudgetPct)}
          ${wholeRow('memory', mb(rssBytes), mb(rssBudgetBytes), rssBytes / rssBudgetBytes)}
        </tbody>
        ${parts.map(partRows)}
      </table>
    </div>
  </section>`;
}

function wholeRow(name: string, value: string, budget: string, share: number): TemplateResult {
  return html`<tr>
    <th scope="row">${name}</th>
    <td></td>
    <td colspan="4">${value}</td>
    <td>${budget}</td>
    <td>${used(share)}</td>
  </tr>`;
}

function partRows({ kind, name, stages }: ProfilePart): TemplateResult | typeof nothing {
  if (stages.length === 0) return nothing;
  return html`<tbody>
    <tr><th scope="rowgroup" colspan="8" class="part">${kind} ${name}</th></tr>
    ${stages.map(stageRow)}
  </tbody>`;
}

function stageRow({ stage, count, budget, ...figures }: ProfileStage): TemplateResult {
  return html`<tr>
    <th scope="row">${stage.replace('.', ' ')}</th>
    <td>${count}</td>
    ${FIGURES.map((figure) => html`<td>${ms(figures[figure])}</td>`)}
    <td>${budget ? `${budget.figure} ${ms(budget.limitMs)}` : ''}</td>
    <td>${budget ? used(figures[budget.figure] / budget.limitMs) : nothing}</td>
  </tr>`;
}

function used(share: number): TemplateResult {
  return html`<meter min="0" max="1" low="0.8" high="0.999" optimum="0" .value=${share}></meter> ${percentText(share)}`;
}

function ms(value: number): string {
  return value < 100 ? value.toFixed(value < 10 ? 2 : 1) : value.toFixed(0);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
