import type { Clock, Events } from '@wanctl/core';
import type { SharedRouter } from '../daemon/router-access.js';
import type { Wan } from '../daemon/wan.js';
import { version } from '../version.js';
import { type Health, healthOf } from './health.js';
import { keepMinute } from './minute.js';
import { type Metered, type Profile, type ProfileMark, partOf, profileBetween, takeMark } from './profile.js';
import type { WanReport } from './wan-report.js';
import { followWan, type WanView } from './wan-view.js';

/** A daemon as others may see it. */
export interface Watch {
  health(): Health;
  mark(): ProfileMark;
  end(): void;
}

/** Begins to watch a daemon's parts. */
export function watchDaemon(
  wans: readonly Wan[],
  routers: readonly SharedRouter[],
  events: Events,
  clock: Clock,
): Watch {
  const metered = meteredParts(wans, routers);
  const mark = () => takeMark(metered, clock);
  const start = mark();
  const minute = keepMinute(mark, clock);
  const followed = wans.map((wan) => ({ wan, view: followWan(wan.settings.wanName, events) }));
  const health = () => {
    const now = mark();
    const lastMinute = profileBetween(minute.begin(), now);
    const sinceStart = profileBetween(start, now);
    return healthOf({
      version,
      pid: now.pid,
      nowMs: now.at_ms,
      wall: clock.wall(),
      startedAtMs: start.at_ms,
      wans: followed.map(({ wan, view }) => reportOf(wan, view(), lastMinute, sinceStart)),
      lastMinute,
      sinceStart,
    });
  };
  return { health, mark, end: minute.end };
}

function meteredParts(wans: readonly Wan[], routers: readonly SharedRouter[]): Metered[] {
  return [
    ...wans.map(({ settings, telemetry }): Metered => ({ kind: 'wan', name: settings.wanName, telemetry })),
    ...routers.map(
      ({ transport, telemetry }): Metered => ({ kind: 'router', name: transport.description, telemetry }),
    ),
  ];
}

function reportOf(wan: Wan, view: WanView, lastMinute: Profile, sinceStart: Profile): WanReport {
  const { settings, probes, queues, transport } = wan;
  return {
    name: settings.wanName,
    law: settings.controller.name,
    intervalMs: settings.intervalMs,
    view,
    probes: probes.map((probe) => ({ measures: probe.measures, ...probe.health() })),
    transport: transport.description,
    queues: queues.health(),
    acceptedBps: queues.acceptedBps,
    lastMinute: partOf(lastMinute, 'wan', settings.wanName),
    sinceStart: partOf(sinceStart, 'wan', settings.wanName),
  };
}
