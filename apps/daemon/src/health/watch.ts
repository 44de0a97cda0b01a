import type { Clock, Events } from '@wanctl/core';
import { redacting } from '../config/redact.js';
import type { SharedRouter } from '../daemon/router-access.js';
import type { Steering } from '../daemon/steering.js';
import type { Wan } from '../daemon/wan.js';
import { version } from '../version.js';
import { type Health, healthOf } from './health.js';
import type { LoopReport, MeasuringHealth } from './loop-report.js';
import { keepMinute } from './minute.js';
import { type Metered, type Profile, type ProfileMark, partOf, profileBetween, takeMark } from './profile.js';
import type { SteeringReport } from './steering-health.js';
import type { WanReport } from './wan-report.js';
import { followWan, type WanView } from './wan-view.js';

/** A daemon as others may see it. */
export interface Watch {
  health(): Health;
  mark(): ProfileMark;
  end(): void;
}

/** What a daemon consists of. */
export interface WatchedParts {
  readonly wans: readonly Wan[];
  readonly steerings: readonly Steering[];
  readonly routers: readonly SharedRouter[];
}

/** Begins to watch a daemon's parts. */
export function watchDaemon(parts: WatchedParts, events: Events, clock: Clock): Watch {
  const { wans, steerings } = parts;
  const metered = meteredParts(parts);
  const mark = () => takeMark(metered, clock);
  const start = mark();
  const minute = keepMinute(mark, clock);
  const followed = wans.map((wan) => ({ wan, view: followWan(wan.settings.wanName, events) }));
  const health = (): Health => {
    const now = mark();
    const lastMinute = profileBetween(minute.begin(), now);
    const sinceStart = profileBetween(start, now);
    const health = healthOf({
      version,
      pid: now.pid,
      nowMs: now.at_ms,
      wall: clock.wall(),
      startedAtMs: start.at_ms,
      wans: followed.map(({ wan, view }) => reportOnWan(wan, view(), { lastMinute, sinceStart })),
      steerings: steerings.map((steering) => reportOnSteering(steering, { lastMinute, sinceStart })),
      lastMinute,
      sinceStart,
    });
    // What probes and routers say of a fault may hold anything.
    return JSON.parse(JSON.stringify(health, redacting));
  };
  return { health, mark, end: minute.end };
}

function meteredParts({ wans, steerings, routers }: WatchedParts): Metered[] {
  return [
    ...wans.map(({ settings, telemetry }): Metered => ({ kind: 'wan', name: settings.wanName, telemetry })),
    ...steerings.map(
      ({ settings, telemetry }): Metered => ({ kind: 'steering', name: settings.wanName, telemetry }),
    ),
    ...routers.map(
      ({ transport, telemetry }): Metered => ({ kind: 'router', name: transport.description, telemetry }),
    ),
  ];
}

/** The figures of all parts. */
interface Periods {
  readonly lastMinute: Profile;
  readonly sinceStart: Profile;
}

function reportOnWan(wan: Wan, { tickedAtMs, ...view }: WanView, periods: Periods): WanReport {
  const { faults, ...queues } = wan.queues.health();
  return {
    ...reportOnLoop('wan', wan, periods),
    law: wan.settings.controller.name,
    tickedAtMs,
    view,
    faults,
    queues,
    acceptedBps: wan.queues.acceptedBps,
  };
}

function reportOnSteering(part: Steering, periods: Periods): SteeringReport {
  const { judge, dryRun } = part.settings;
  const steering = part.loop.health();
  const { tickedAtMs, faults } = steering;
  return { ...reportOnLoop('steering', part, periods), judge, dryRun, steering, tickedAtMs, faults };
}

function reportOnLoop(
  kind: Metered['kind'],
  { settings, probes, transport, tenure }: Wan | Steering,
  { lastMinute, sinceStart }: Periods,
): Omit<LoopReport, 'tickedAtMs' | 'faults'> {
  return {
    name: settings.wanName,
    intervalMs: settings.intervalMs,
    probes: probes.map((probe): MeasuringHealth => ({ measures: probe.measures, ...probe.health() })),
    transport: transport.description,
    standsBy: tenure.lock ? null : (tenure.refusal?.message ?? 'the lock is lost'),
    lastMinute: partOf(lastMinute, kind, settings.wanName),
    sinceStart: partOf(sinceStart, kind, settings.wanName),
  };
}
