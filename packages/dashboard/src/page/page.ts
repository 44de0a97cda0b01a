import { render } from 'lit-html';
import type { HealthDocument, LivePoint, ProfileDocument } from '../source.js';
import { type Feed, followFeed } from './feed.js';
import { ask, repeatEvery } from './poll.js';
import { type Model, view } from './view.js';

const HEALTH_PERIOD_MS = 2000;
const PROFILE_PERIOD_MS = 5000;
/** The daemon adds to its history once a minute. */
const HISTORY_PERIOD_MS = 60_000;
/** Two weeks of files take their time. */
const HISTORY_TIMEOUT_MS = 25_000;

let model: Model = {
  feed: { points: new Map(), events: [], isConnected: false },
  ...{ health: null, answers: false, profile: null, range: 'live', history: null },
  choose: (range) => {
    change({ range, history: null });
    void loadHistory();
  },
};
let isDue = false;

/** Takes over what has changed and draws it with the next frame of the screen. */
function change(changes: Partial<Model>): void {
  model = { ...model, ...changes };
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    render(view(model), document.body);
  });
}

async function loadHistory(): Promise<void> {
  const { range } = model;
  if (range === 'live') return;
  const toMs = Date.now();
  const points = await ask<readonly LivePoint[]>(`history?range=${range}`, HISTORY_TIMEOUT_MS);
  if (points && model.range === range) change({ history: { points, toMs } });
}

// Colours are the charts' own from when they are made.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => location.reload());
followFeed((feed: Feed) => change({ feed }));
void repeatEvery(HEALTH_PERIOD_MS, async () => {
  const health = await ask<HealthDocument>('health');
  change(health ? { health, answers: true } : { answers: false });
});
void repeatEvery(PROFILE_PERIOD_MS, async () => {
  const profile = await ask<ProfileDocument>('profile');
  if (profile) change({ profile });
});
void repeatEvery(HISTORY_PERIOD_MS, loadHistory);
