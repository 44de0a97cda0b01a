import { html, nothing, type TemplateResult } from 'lit-html';
import type { HealthDocument, HistoryRange, LivePoint, ProfileDocument, WanState } from '../source.js';
import { eventList } from './event-list.js';
import { type Feed, LIVE_MS } from './feed.js';
import { spanText } from './format.js';
import { profileTable } from './profile-table.js';
import { steeringCard } from './steering-card.js';
import './time-chart.js';
import { statusChip, type WanCard, wanCard } from './wan-card.js';

/** All that the page shows. */
export interface Model {
  readonly feed: Feed;
  /** What the daemon last said of itself; null before the first answer. */
  readonly health: HealthDocument | null;
  /** True when it answered the last time it was asked. */
  readonly answers: boolean;
  readonly profile: ProfileDocument | null;
  readonly range: Range;
  /** The chosen range's points, and when they were asked for, Unix ms; null for `live` and until they are there. */
  readonly history: { readonly points: readonly LivePoint[]; readonly toMs: number } | null;
  choose(range: Range): void;
}

type Range = HistoryRange | 'live';

/** A daemon that has just started shows so long a time, ms. */
const SHORTEST_MS = 60_000;

/** The ranges to choose from and how long they are, ms. */
const RANGES_MS: Readonly<Record<Range, number>> = {
  live: LIVE_MS,
  '1h': 3_600_000,
  '6h': 6 * 3_600_000,
  '24h': 24 * 3_600_000,
  '7d': 7 * 86_400_000,
  '14d': 14 * 86_400_000,
};

/** The whole page. */
export function view(model: Model): TemplateResult {
  const { health, profile, feed } = model;
  return html`
    ${heading(model)}
    <main>
      ${health === null ? html`<p class="notice">Waiting for the daemon…</p>` : nothing}
      <div class="wans">${health?.wans.map((wan) => wanCard(cardOf(wan, model)))}</div>
      ${health?.steerings.map(steeringCard)}
      <div class="pair">${eventList(feed.events)} ${profile ? profileTable(profile) : nothing}</div>
    </main>
  `;
}

function heading(model: Model): TemplateResult {
  const { health, answers, feed } = model;
  const isGone = health !== null && !(answers && feed.isConnected);
  return html`<header class="top">
    <h1>wanctl</h1>
    ${health ? statusChip(isGone ? 'gone' : health.status) : nothing}
    <p>${health ? `version ${health.version}, up ${spanText(health.uptime_seconds)}` : nothing}</p>
    ${rangeButtons(model)}
    <p role="status" class="gone-line">
      ${isGone ? 'The daemon does not answer: what is shown is old. The page goes on by itself when it is back.' : nothing}
    </p>
  </header>`;
}

function rangeButtons({ range, choose, history }: Model): TemplateResult {
  const note = range === 'live' ? 'the last 10 minutes' : noteOn(history);
  return html`<div class="ranges" role="group" aria-label="Time shown">
    <span>${note}</span>
    ${(Object.keys(RANGES_MS) as Range[]).map(
      (one) => html`<button aria-pressed=${one === range} @click=${() => choose(one)}>${one}</button>`,
    )}
  </div>`;
}

function noteOn(history: Model['history']): string {
  if (history === null) return 'loading…';
  return history.points.length === 0 ? 'no history of that time' : 'each point the worst of its time';
}

/** What a WAN's card shows: in the charts the chosen range, beside them what is now. */
function cardOf(wan: WanState, { feed, range, history }: Model): WanCard {
  const live = feed.points.get(wan.name) ?? [];
  const now = live.at(-1);
  if (range === 'live') {
    // The daemon's clock counts, not that of this machine.
    const toMs = now?.atMs ?? Date.now();
    const fromMs = Math.min(live[0]?.atMs ?? toMs, toMs - SHORTEST_MS);
    return { wan, now, points: live, fromMs, toMs };
  }
  const toMs = history?.toMs ?? Date.now();
  const points = history?.points.filter((point) => point.wan === wan.name) ?? [];
  return { wan, now, points, fromMs: toMs - RANGES_MS[range], toMs };
}
