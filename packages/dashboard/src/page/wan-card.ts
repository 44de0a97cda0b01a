import { html, nothing, type TemplateResult } from 'lit-html';
import type { LivePoint, WanState } from '../source.js';
import { type Direction, delayChart, rateChart } from './charts.js';
import { msText, percentText, rateText } from './format.js';
import type { ChartSpec } from './time-chart.js';

/** What a WAN's card shows. */
export interface WanCard {
  readonly wan: WanState;
  /** The newest of the live points. */
  readonly now: LivePoint | undefined;
  /** What the charts draw, and from when to when, Unix ms. */
  readonly points: readonly LivePoint[];
  readonly fromMs: number;
  readonly toMs: number;
}

const SPECS = {
  delay: delayChart(),
  download: rateChart('download'),
  upload: rateChart('upload'),
};

/** One WAN: how it is, and how it was. */
export function wanCard(card: WanCard): TemplateResult {
  const { wan, now } = card;
  const { measurement, router_connectivity: router } = wan;
  return html`<section class="card" aria-label=${`WAN ${wan.name}`}>
    <header>
      <h2>${wan.name}</h2>
      ${statusChip(wan.status)}
      <p>law ${wan.law} · measurement ${measurement.state ?? 'unknown'} · router ${router.is_reachable ? 'reachable' : 'not reachable'}</p>
    </header>
    ${reasonList(wan.reasons)}
    <div class="tiles">${delayTile(now)} ${directionTile('download', wan, now)} ${directionTile('upload', wan, now)}</div>
    <div class="charts">
      <figure class="wide">
        <figcaption>Delay, ms</figcaption>
        ${chart(SPECS.delay, card)}
      </figure>
      <figure><figcaption>Download, Mbps</figcaption>${chart(SPECS.download, card)}</figure>
      <figure><figcaption>Upload, Mbps</figcaption>${chart(SPECS.upload, card)}</figure>
    </div>
  </section>`;
}

/** Whether something is well. */
export function statusChip(status: string): TemplateResult {
  return html`<span class="chip ${status}">${status}</span>`;
}

/** Why it is not. */
export function reasonList(reasons: readonly string[]): TemplateResult | typeof nothing {
  return reasons.length === 0
    ? nothing
    : html`<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;
}

/** A zone with its colour. */
export function zoneChip(zone: string | null): TemplateResult {
  return html`<span class="chip zone ${zone ?? ''}">${zone?.replace('_', ' ') ?? 'no zone yet'}</span>`;
}

function delayTile(now: LivePoint | undefined): TemplateResult {
  const { rttMs = null, baselineMs = null, deltaMs = null } = now ?? {};
  return html`<div class="tile">
    <h3>Delay</h3>
    <p class="figure">${msText(rttMs)}</p>
    <p>${deltaMs === null ? nothing : html`${msText(Math.max(0, deltaMs))} over ${msText(baselineMs)} without load`}</p>
  </div>`;
}

function directionTile(direction: Direction, wan: WanState, now: LivePoint | undefined): TemplateResult {
  const { state, state_reason } = wan[direction];
  const { rateBps = null, achievedBps = null, load = null } = now?.[direction] ?? {};
  return html`<div class="tile ${direction}">
    <h3><span>${direction}</span> ${zoneChip(state)}</h3>
    <p class="figure">${rateText(rateBps)} <small>limit</small></p>
    <p>${achievedBps === null ? 'throughput not counted' : `${rateText(achievedBps)} pass, load ${percentText(load ?? 0)}`}</p>
    <p class="why">${state_reason}</p>
  </div>`;
}

function chart(spec: ChartSpec, { wan, points, fromMs, toMs }: WanCard): TemplateResult {
  return html`<time-chart .shown=${{ spec, points, fromMs, toMs, group: wan.name }}></time-chart>`;
}
