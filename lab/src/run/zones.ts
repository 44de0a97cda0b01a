import type { Zone } from '@wanctl/core';
import type { ZoneChange } from '../recording.js';

/**
 * Reads the zones from a daemon's log, whose lines begin with local time and say `lab: [GREEN/RED] RTT=…`. Times are ms
 * since that moment (wall clock, ms).
 */
export function zonesIn(log: string, sinceMs: number): ZoneChange[] {
  const lines = log.matchAll(/^(\S+) (\S+),(\d{3}) .*lab: \[(\w+)\/(\w+)\] RTT=/gm);
  return [...lines].map(([, day, time, ms, download, upload]) => ({
    tMs: Date.parse(`${day}T${time}.${ms}`) - sinceMs,
    download: download as Zone,
    upload: upload as Zone,
  }));
}
