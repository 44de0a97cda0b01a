import { html, nothing, type TemplateResult } from 'lit-html';
import type { SteeringState } from '../source.js';
import { reasonList, statusChip, zoneChip } from './wan-card.js';

/** One steering: where new connections go, and why. */
export function steeringCard(state: SteeringState): TemplateResult {
  const { name, status, reasons, steering, on, wanted, decision, primary, alternates } = state;
  const lines = [{ ...primary, rule: null }, ...alternates];
  return html`<section class="card" aria-label=${`Steering ${name}`}>
    <header>
      <h2>${name}</h2>
      ${statusChip(status)}
      <p>${steering.state}${steering.mode === 'dry_run' ? ' · dry run, it only tells' : nothing}</p>
    </header>
    ${reasonList(reasons)}
    <p class="figure">New connections go over ${on}${wanted === on ? nothing : html` <small>${wanted} is wanted</small>`}</p>
    <p class="why">${decision}</p>
    <ul class="lines">
      ${lines.map(
        ({ wan, zone, rule }) =>
          html`<li class=${wan === on ? 'on' : ''}>
            <b>${wan}</b> ${zoneChip(zone)} <span>${rule === null ? 'primary' : `rule ${rule}`}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
