import { calendarTime } from '../device/log.js';
import type { Menu, Router, StoredRow } from '../device/router.js';
import { bool, choice, text, time } from '../device/values.js';

// Status is "unknown" for five minutes after boot (RouterOS manual, "Netwatch").
const UNKNOWN_MS = 300_000;

/** `/tool/netwatch`: hosts are up, and are known to be from five minutes after boot on. */
export const netwatch: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable'],
  fields: {
    comment: { parse: text },
    disabled: { parse: bool },
    host: { parse: text, required: true },
    interval: { parse: time, initial: '10s' },
    name: { parse: text },
    type: { parse: choice('simple', 'icmp', 'tcp-conn', 'http-get', 'https-get', 'dns'), initial: 'simple' },
  },
  live: liveProperties,
};

function liveProperties({ clock, bootedMs }: Router, _row: StoredRow): Record<string, string> {
  const upMs = clock.now() - bootedMs;
  if (upMs < UNKNOWN_MS) return { status: 'unknown' };
  const since = calendarTime(new Date(clock.wall().getTime() - upMs + UNKNOWN_MS));
  return { since, status: 'up' };
}
