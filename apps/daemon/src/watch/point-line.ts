import type { LiveDirection, LivePoint } from '@wanctl/dashboard';
import { timeOfDay } from './event-line.js';

/** A WAN's moment in one line, for pipes and for terminals that can do no more. */
export function pointLine({ atMs, wan, rttMs, deltaMs, download, upload }: LivePoint): string {
  const rtt = rttMs === null ? 'no answer' : `RTT ${rttMs.toFixed(1)} ms`;
  const delta = deltaMs === null ? '' : `, ${deltaMs.toFixed(1)} ms over the baseline`;
  return `${timeOfDay(atMs)} ${wan}: ${rtt}${delta}; download ${directionText(download)}; upload ${directionText(upload)}`;
}

function directionText({ zone, rateBps, load }: LiveDirection): string {
  const limit = rateBps === null ? 'limit unknown' : `${(rateBps / 1e6).toFixed(1)} Mbit/s`;
  return `${zone || '?'} ${limit}${load === null ? '' : ` ${(load * 100).toFixed(0)} %`}`;
}
