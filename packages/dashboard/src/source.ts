/** One direction of a WAN at one moment. */
export interface LiveDirection {
  /** The limit that the router is known to have, bit/s; null when there is none, or none known. */
  readonly rateBps: number | null;
  /** What passes, bit/s; null without counters. */
  readonly achievedBps: number | null;
  /** What passes, divided by the limit, 0 to 1; null without counters. */
  readonly load: number | null;
  /** GREEN, YELLOW, SOFT_RED or RED; empty when the law could not judge. */
  readonly zone: string;
}

/** A WAN at one moment. */
export interface LivePoint {
  readonly kind: 'point';
  /** Wall clock, Unix ms. */
  readonly atMs: number;
  readonly wan: string;
  /** Round-trip time, its value without load, and their difference, ms; null while they are not known. */
  readonly rttMs: number | null;
  readonly baselineMs: number | null;
  readonly deltaMs: number | null;
  readonly download: LiveDirection;
  readonly upload: LiveDirection;
}

/** Something that happened. */
export interface LiveEvent {
  readonly kind: 'event';
  /** Wall clock, Unix ms. */
  readonly atMs: number;
  /** The WAN or steering that it happened to. */
  readonly name: string;
  readonly what: 'decision' | 'write' | 'fault' | 'steering' | 'health';
  /** What and why, one line for people. */
  readonly text: string;
}

/** A line of the live feed. */
export type LiveRecord = LivePoint | LiveEvent;

/** What a daemon does, as it does it. */
export interface LiveFeed {
  /** The last minutes, oldest first. */
  recent(): readonly LiveRecord[];
  /** Calls `listener` for each record from now on; the returned function ends it. */
  follow(listener: (record: LiveRecord) => void): () => void;
}

/** How far back a history goes. */
export type HistoryRange = '1h' | '6h' | '24h' | '7d' | '14d';

/** What the page shows of a running daemon. All of it is sent to whoever may ask: it must hold no secret. */
export interface DashboardSource extends LiveFeed {
  /** What `/health` answers; 503 unless `healthy`. */
  health(): HealthDocument;
  /** What the last minute took. */
  profile(): ProfileDocument;
  /**
   * All WANs' past in a few hundred points each, oldest first. A point tells the extremes of its time: the highest
   * 95th percentile of RTT, the lowest limit, the highest load, the worst zone; nulls where the daemon did not run.
   */
  history(range: HistoryRange): Promise<readonly LivePoint[]>;
}

/** The part of the health document that the page reads; a document may hold more. */
export interface HealthDocument {
  readonly status: 'healthy' | 'degraded';
  readonly version: string;
  readonly uptime_seconds: number;
  readonly wans: readonly WanState[];
  readonly steerings: readonly SteeringState[];
}

/** What the document says of every WAN and steering. */
export interface LoopState {
  readonly name: string;
  readonly status: 'healthy' | 'degraded';
  /** Why it is degraded, a clause each. */
  readonly reasons: readonly string[];
  readonly router_connectivity: { readonly transport: string; readonly is_reachable: boolean };
}

/** One WAN in the health document. */
export interface WanState extends LoopState {
  readonly law: string;
  readonly baseline_rtt_ms: number | null;
  readonly load_rtt_ms: number | null;
  readonly download: DirectionState;
  readonly upload: DirectionState;
  readonly measurement: { readonly state: string | null; readonly backend: string | null };
}

/** One direction of a WAN in the health document. */
export interface DirectionState {
  /** The zone; null before the first decision. */
  readonly state: string | null;
  readonly state_reason: string | null;
  readonly current_rate_mbps: number | null;
}

/** One steering in the health document. */
export interface SteeringState extends LoopState {
  readonly steering: { readonly state: string; readonly mode: string };
  /** The WAN that takes new connections now, and the one that is to. */
  readonly on: string;
  readonly wanted: string;
  readonly decision: string | null;
  readonly primary: HeardWan;
  readonly alternates: readonly (HeardWan & { readonly rule: string })[];
}

/** What a steering knows of a WAN. */
export interface HeardWan {
  readonly wan: string;
  readonly zone: string | null;
}

/** What the daemon's stages took in the last minute, with the budgets. */
export interface ProfileDocument {
  readonly periodSec: number;
  /** Of one core. */
  readonly cpuPct: number;
  readonly cpuBudgetPct: number;
  readonly rssBytes: number;
  readonly rssBudgetBytes: number;
  readonly parts: readonly ProfilePart[];
}

/** A WAN, a steering or a router connection in a profile. */
export interface ProfilePart {
  readonly kind: string;
  readonly name: string;
  readonly stages: readonly ProfileStage[];
}

/** How often a stage ran and what it took, ms. */
export interface ProfileStage {
  readonly stage: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** What it may take by one of these figures; null without a budget. */
  readonly budget: { readonly figure: 'p95' | 'p99'; readonly limitMs: number } | null;
}
