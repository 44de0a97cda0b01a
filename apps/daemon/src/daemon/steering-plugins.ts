import { type Container, findPlugin, LINE, type LineSettings, type Probe, provide } from '@wanctl/core';
import type { ProbeSettings } from '../config/common-settings.js';
import type { SteeringSettings } from '../config/steering-settings.js';
import { hostOf, type PluginWishes } from './plugins.js';
import { STORE } from './store.js';

/** The queue is read this often while the primary is not GREEN, ms, or every interval if that is shorter. */
const FAST_READ_MS = 500;
/** Public reflectors throttle more than five probes a second, ms. */
const FASTEST_PING_MS = 200;
const SLOWEST_PING_MS = 60_000;

/** The plugins that a steering's file wants, the state store included. */
export function steeringWishesOf({
  file,
  plugins,
  router,
  probe,
  counters,
  stateStore,
}: SteeringSettings): PluginWishes {
  const names = [router.transport, router.fallback, probe.kind, counters.kind, stateStore.name, STORE];
  return { file, plugins, names: names.filter((name) => name !== undefined) };
}

/** Creates the probes that steering needs: for RTT only where the primary's own loop cannot be heard. */
export function createSteeringProbes(
  container: Container,
  settings: SteeringSettings,
  isPrimaryHere: boolean,
): readonly Probe[] {
  provide(container, LINE, lineOfPrimary(settings));
  const wanted = [
    ...(isPrimaryHere ? [] : [rttProbe(settings)]),
    ...(settings.judge === 'delay' ? [] : [counterProbe(settings)]),
  ];
  return wanted.map(({ kind, options }) =>
    findPlugin(container, 'probe', kind).create(hostOf(container), options),
  );
}

/** As many pings in an interval as the file says, evenly spread. */
function rttProbe({ probe, ping, intervalMs }: SteeringSettings): ProbeSettings {
  if (probe.kind !== 'icmp') return probe;
  const spacingMs = Math.min(Math.max(intervalMs / ping.count, FASTEST_PING_MS), SLOWEST_PING_MS);
  return { kind: 'icmp', options: { interval_ms: spacingMs, timeout_ms: ping.timeoutMs, ...probe.options } };
}

/** A read of the queue for every decision; reads of other WANs' probes count too. */
function counterProbe({ counters, intervalMs }: SteeringSettings): ProbeSettings {
  if (counters.kind !== 'cake') return counters;
  const options = { fast_ms: Math.min(FAST_READ_MS, intervalMs), slow_ms: intervalMs, ...counters.options };
  return { kind: 'cake', options };
}

/** What is known of the primary here: its rates are not steering's business. */
function lineOfPrimary({
  primaryWan,
  intervalMs,
  ping,
  primaryQueues,
  thresholds,
}: SteeringSettings): LineSettings {
  const anyRate = { floorBps: 0, ceilingBps: Number.MAX_SAFE_INTEGER };
  return {
    wanName: primaryWan,
    intervalMs,
    baselineRttMs: thresholds.baselineMinMs,
    reflectors: [ping.host],
    queues: primaryQueues,
    bounds: { download: anyRate, upload: anyRate },
  };
}
