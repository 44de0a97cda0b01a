import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { DashboardPlace } from '../src/place.js';
import { type Dashboard, serveDashboard } from '../src/serve.js';
import type { DashboardSource, LiveEvent, LivePoint, LiveRecord } from '../src/source.js';

/** A source that a test drives. */
export interface FakeSource extends DashboardSource {
  status: 'healthy' | 'degraded';
  readonly followers: Set<(record: LiveRecord) => void>;
  tell(record: LiveRecord): void;
}

/** A point of WAN `fibre`, all GREEN; what is given differs. */
export function point(atMs: number, fields: Partial<LivePoint> = {}): LivePoint {
  const download = { rateBps: 90e6, achievedBps: 45e6, load: 0.5, zone: 'GREEN' };
  const upload = { rateBps: 18e6, achievedBps: 1e6, load: 0.056, zone: 'GREEN' };
  const figures = { rttMs: 24.5, baselineMs: 20, deltaMs: 4.5 };
  return { kind: 'point', atMs, wan: 'fibre', ...figures, download, upload, ...fields };
}

/** Something that happened to WAN `fibre`. */
export function event(atMs: number, text: string): LiveEvent {
  return { kind: 'event', atMs, name: 'fibre', what: 'write', text };
}

/** A daemon with a WAN and a steering, and what it has told of late. */
export function fakeSource(recent: readonly LiveRecord[] = []): FakeSource {
  const followers = new Set<(record: LiveRecord) => void>();
  const source: FakeSource = {
    status: 'healthy',
    followers,
    tell: (record) => followers.forEach((follow) => void follow(record)),
    recent: () => recent,
    follow: (listener) => {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    health: () => healthOf(source.status),
    profile: () => PROFILE,
    history: async () => [],
  };
  return source;
}

function healthOf(status: 'healthy' | 'degraded') {
  const router_connectivity = { transport: 'rest https://192.0.2.1', is_reachable: true };
  const state = {
    state: 'YELLOW',
    state_reason: 'held: YELLOW, 4.5 ms over the baseline',
    current_rate_mbps: 90,
  };
  const reasons = status === 'healthy' ? [] : ['no measurement: nobody answers'];
  const wan = { name: 'fibre', status, reasons, router_connectivity, law: 'zones' };
  const measurement = { state: 'healthy', backend: 'icmp' };
  const steering = {
    ...{ name: 'steering', status, reasons: [], router_connectivity },
    ...{ steering: { state: 'FIBRE_DEGRADED', mode: 'active' }, on: 'cable', wanted: 'cable' },
    ...{ decision: 'RED, 60.0 ms over the baseline', primary: { wan: 'fibre', zone: 'RED' } },
    alternates: [{ wan: 'cable', zone: 'GREEN', rule: 'enabled' }],
  };
  return {
    ...{ status, version: '1.2.3', uptime_seconds: 11_520 },
    wans: [{ ...wan, baseline_rtt_ms: 20, load_rtt_ms: 24, download: state, upload: state, measurement }],
    steerings: [steering],
  };
}

const FIGURES = { count: 1200, p50: 0.1, p95: 0.2, p99: 0.4, max: 2 };
const PROFILE = {
  ...{ periodSec: 60, cpuPct: 1.5, cpuBudgetPct: 3, rssBytes: 78e6, rssBudgetBytes: 90e6 },
  parts: [
    {
      kind: 'wan',
      name: 'fibre',
      stages: [{ stage: 'tick', ...FIGURES, budget: { figure: 'p99' as const, limitMs: 1 } }],
    },
  ],
};

/** Serves it on the loopback until the test ends. */
export async function serve(
  source: DashboardSource,
  place: Partial<DashboardPlace> = {},
): Promise<Dashboard> {
  const dashboard = await serveDashboard({ host: '127.0.0.1', port: 0, token: null, ...place }, source);
  // Some tests end it themselves.
  onTestFinished(() => dashboard.close().catch(() => {}));
  return dashboard;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Asks for a path on a connection of its own. */
export async function ask({ url }: Dashboard, path: string, options: RequestOptions = {}): Promise<Answer> {
  return answerTo(request(new URL(path, url), { agent: false, ...options }).end());
}

/** What comes back for a request. */
export async function answerTo(asked: ClientRequest): Promise<Answer> {
  const [response]: [IncomingMessage] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Opens the live stream; ended with the test. */
export async function openLive({ url }: Dashboard): Promise<IncomingMessage> {
  const asked = get(new URL('live', url), { agent: false });
  const [response]: [IncomingMessage] = (await once(asked, 'response')) as [IncomingMessage];
  response.on('error', () => {});
  onTestFinished(() => void response.destroy());
  return response;
}
