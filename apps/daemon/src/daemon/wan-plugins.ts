import { ASSESSOR, type Container, findPlugin, LINE, type LineSettings, PROBE, provide } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { hostOf, type PluginWishes } from './plugins.js';
import { STORE } from './store.js';

/** The plugins that a WAN's file wants, the state store included. */
export function wishesOf({
  file,
  plugins,
  router,
  controller,
  probe,
  counters,
  stateStore,
}: WanSettings): PluginWishes {
  const kinds = [router.transport, router.fallback, controller.name, probe.kind, counters?.kind];
  const names = [...kinds, stateStore.name, STORE];
  return { file, plugins, names: names.filter((name) => name !== undefined) };
}

/** What every law and probe may know about the WAN. */
export function lineOf({ wanName, intervalMs, reflectors, queues, law }: WanSettings): LineSettings {
  const bounds = ({ floorRedBps, ceilingBps }: WanSettings['law']['download']) => ({
    floorBps: floorRedBps,
    ceilingBps,
  });
  return {
    wanName,
    intervalMs,
    baselineRttMs: law.baselineRttMs,
    reflectors,
    queues,
    bounds: { download: bounds(law.download), upload: bounds(law.upload) },
  };
}

/** Creates the WAN's law as its file names it and provides it in the container, with what is configured of the line. */
export function registerLaw(container: Container, wan: WanSettings): void {
  provide(container, LINE, lineOf(wan));
  const law = findPlugin(container, 'assessor', wan.controller.name);
  provide(container, ASSESSOR, law.create(hostOf(container), assessorOptions(wan)));
}

/** Creates the WAN's probes as its file names them and provides them in the container; they may need all else. */
export function registerProbes(container: Container, wan: WanSettings): void {
  const { probe, counters } = wan;
  const wanted = [{ kind: probe.kind, options: probeOptions(wan) }, ...(counters ? [counters] : [])];
  for (const { kind, options } of wanted) {
    provide(container, PROBE, findPlugin(container, 'probe', kind).create(hostOf(container), options));
  }
}

/** The zones law takes the sections that existing files have; any other law the options under its name. */
function assessorOptions({ controller, law, medianOfThree }: WanSettings): object {
  if (controller.name !== 'zones') return controller.options;
  const { download, upload, thresholds } = law;
  return { download, upload, thresholds, medianOfThree, ...controller.options };
}

/** `timeouts.ping` is an older name for the ICMP probe's own option. */
function probeOptions({ probe, pingTimeoutMs }: WanSettings): object {
  return probe.kind === 'icmp' ? { timeout_ms: pingTimeoutMs, ...probe.options } : probe.options;
}
