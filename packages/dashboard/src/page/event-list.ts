import { html, type TemplateResult } from 'lit-html';
import type { LiveEvent } from '../source.js';
import { timeText } from './format.js';

/** What happened, newest first. */
export function eventList(events: readonly LiveEvent[]): TemplateResult {
  return html`<section class="card" aria-label="Events">
    <header><h2>Events</h2></header>
    ${events.length === 0 ? html`<p class="why">Nothing has happened in the last minutes.</p>` : table(events)}
  </section>`;
}

function table(events: readonly LiveEvent[]): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Events, newest first">
    <table class="events">
      <tbody>
        ${events.map(
          ({ atMs, name, what, text }) =>
            html`<tr>
              <td>${timeText(atMs)}</td>
              <td>${name}</td>
              <td><span class="chip ${what}">${what}</span></td>
              <td>${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
