import { calendarTime } from '../device/log.js';
import type { Menu } from '../device/router.js';
import { text } from '../device/values.js';

/** `/system/identity`: the router's name. */
export const identity: Menu = {
  singleton: true,
  firstId: 0,
  commands: ['set'],
  builtIn: [{ id: 0, values: { name: 'MikroTik' } }],
  fields: { name: { parse: text, required: true } },
};

/** `/system/resource` of an RB5009 (live row of 7.23.7); uptime, load and flash sectors move. */
export const resource: Menu = {
  singleton: true,
  firstId: 0,
  commands: [],
  builtIn: [{ id: 0, values: {} }],
  fields: {},
  live: (router) => ({
    'architecture-name': 'arm64',
    'bad-blocks': '0',
    'board-name': 'RB5009UG+S+',
    'build-time': '2026-07-02 12:47:41',
    cpu: 'ARM64',
    'cpu-count': '4',
    'cpu-frequency': '1400',
    'cpu-load': String(router.cpuLoad),
    'factory-software': '7.0.4',
    'free-hdd-space': '945176576',
    'free-memory': '746586112',
    platform: 'MikroTik',
    'total-hdd-space': '1073741824',
    'total-memory': '1073741824',
    uptime: formatUptime(router.clock.now() - router.bootedMs),
    version: router.version,
    'write-sect-since-reboot': String(router.flash.sectorsSinceReboot),
    'write-sect-total': String(router.flash.sectorsTotal),
  }),
};

/** `/system/clock`, in UTC. */
export const calendar: Menu = {
  singleton: true,
  firstId: 0,
  commands: [],
  builtIn: [{ id: 0, values: {} }],
  fields: {},
  live: ({ clock }) => {
    const [date = '', time = ''] = calendarTime(clock.wall()).split(' ');
    return {
      date,
      'dst-active': 'false',
      'gmt-offset': '+00:00',
      time,
      'time-zone-autodetect': 'true',
      'time-zone-name': 'UTC',
    };
  },
};

const UNITS = [
  ['w', 604800],
  ['d', 86400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** A duration as RouterOS writes it, e.g. `1w2d19h55m19s`. */
function formatUptime(uptimeMs: number): string {
  let seconds = Math.floor(uptimeMs / 1000);
  const parts = UNITS.map(([unit, size]) => {
    const amount = Math.floor(seconds / size);
    seconds %= size;
    return amount > 0 ? `${amount}${unit}` : '';
  });
  return parts.join('') || '0s';
}
