import { dirname } from 'node:path';
import { isSecretKey } from '@wanctl/core';
import type { HealthCheckSettings, RouterSettings } from './common-settings.js';
import type { LoadedSteering, LoadedWan } from './loaded-config.js';
import type { SteeringSettings } from './steering-settings.js';
import type { LawDirection, WanSettings } from './wan-settings.js';

/** What a daemon with this file would do and where it keeps things, in lines for people. */
export function summaryOf({ kind, settings }: LoadedWan | LoadedSteering): readonly string[] {
  const { logging, stateFile, lockFile, healthCheck } = settings;
  return [
    ...(kind === 'wan' ? wanLines(settings) : steeringLines(settings)),
    `router: ${routerText(settings.router)}`,
    `state: ${stateFile}`,
    ...(kind === 'wan' ? [`history: ${historyText(settings)}`] : []),
    `lock: ${lockFile}`,
    ...(healthCheck ? [`web page: ${pageText(healthCheck)}`] : []),
    `logs: ${logging.mainLog}, with --debug ${logging.debugLog}`,
  ];
}

function wanLines(settings: WanSettings): readonly string[] {
  const { wanName, intervalMs, controller, probe, counters, queues, law, reflectors } = settings;
  const hasMedian = controller.name === 'zones' && settings.medianOfThree && reflectors.length >= 3;
  const median = hasMedian ? ', median of the first three' : '';
  return [
    `WAN ${wanName}: decides every ${intervalMs / 1000} s by the law "${controller.name}"`,
    `download: queue ${queues.download}, ${rangeText(law.download)}`,
    `upload: queue ${queues.upload}, ${rangeText(law.upload)}`,
    `measures: probe "${probe.kind}", ${measuredBy(settings)}${median}`,
    ...(counters ? [`counters: probe "${counters.kind}"`] : []),
  ];
}

/** What the delay is measured by: the hosts of the ICMP probe; of another probe its options, which say it there. */
export function measuredBy({ probe, reflectors }: WanSettings): string {
  if (probe.kind === 'icmp') return reflectors.join(', ') || 'no reflector';
  return JSON.stringify(probe.options, (key, value) => (isSecretKey(key) ? '(hidden)' : value));
}

/** What a steering would do, in lines for people. */
export function steeringLines(settings: SteeringSettings): readonly string[] {
  const { primaryWan, alternates, intervalMs, judge, dryRun, ping, probe, primaryStateFile } = settings;
  const names = alternates.map(({ wan }) => wan).join(' or ');
  const pings = `${ping.count} pings to ${ping.host} per decision`;
  return [
    `steering: decides every ${intervalMs / 1000} s by ${judge} whether new connections leave ${primaryWan} for ${names}`,
    ...alternates.map(
      ({ wan, ruleComment }) => `to ${wan}: by the mangle rule with the comment "${ruleComment}"`,
    ),
    ...(dryRun ? ['dry run: only tells what it would do'] : []),
    `measures: delay as ${primaryWan} in the same process does; else ${probe.kind === 'icmp' ? pings : `probe "${probe.kind}"`}`,
    ...(judge === 'delay' ? [] : [`counters: queue ${settings.primaryQueues.download}`]),
    `baseline: from ${primaryWan} in the same process; else ${primaryStateFile}`,
  ];
}

function historyText({ history, stateFile }: WanSettings): string {
  if (!history) return 'none';
  return `in ${dirname(stateFile)}, at most ${history.maxDays} days and ${history.maxBytes / 1e6} MB`;
}

function pageText({ host, port, token }: HealthCheckSettings): string {
  return `http://${host}:${port}/${token ? ', with the token' : ''}`;
}

/** Lowest and highest rate of a direction. */
export function rangeText({ floorRedBps, ceilingBps }: LawDirection): string {
  return `${floorRedBps / 1e6} to ${ceilingBps / 1e6} Mbit/s`;
}

function routerText({ transport, scheme, host, port, user }: RouterSettings): string {
  const address = transport === 'rest' ? `${scheme}://${host}:${port}` : host;
  return `${transport} ${address} as ${user}`;
}
