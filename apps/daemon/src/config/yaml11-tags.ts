import type { ScalarTag, Tags } from 'yaml';

/**
 * How YAML 1.1 reads scalars, as PyYAML's safe loader does it (resolver.py and constructor.py of PyYAML 6):
 * whole numbers become `bigint`, so that `300` and `300.0` stay different things, dates become `Date`.
 */
export const yaml11Tags: Tags = [
  scalar('null', /^(?:~|null|Null|NULL|)$/, () => null),
  scalar('bool', /^(?:yes|no|true|false|on|off)$/, isTrue),
  scalar('bool', /^(?:Yes|No|True|False|On|Off)$/, isTrue),
  scalar('bool', /^(?:YES|NO|TRUE|FALSE|ON|OFF)$/, isTrue),
  scalar('int', /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)$/, toInt),
  scalar('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, toInt),
  // An exponent needs its sign and a point before it: 1e3 and 1.0e3 are text.
  scalar('float', /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/, toFloat),
  scalar('float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, toFloat),
  scalar('float', /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/, toFloat),
  scalar('timestamp', /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, toDate),
  scalar(
    'timestamp',
    /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/,
    toDate,
  ),
];

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve };
}

function isTrue(text: string): boolean {
  return ['yes', 'true', 'on'].includes(text.toLowerCase());
}

/** Throws on a prefix without digits, e.g. `0x_`. */
function toInt(text: string): bigint {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  const value = octal
    ? BigInt(`0o${digits}`)
    : digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return text.startsWith('-') ? -value : value;
}

function toFloat(text: string): number {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '').toLowerCase();
  const sign = text.startsWith('-') ? -1 : 1;
  if (digits === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** UTC unless the text names a zone. Throws on a day or time that does not exist. */
function toDate(text: string): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(/[^0-9]+/).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - zoneOffsetMs(text));
  const local = new Date(date.getTime() + zoneOffsetMs(text));
  if (local.getUTCMonth() + 1 !== month || local.getUTCDate() !== day || local.getUTCSeconds() !== second) {
    throw new RangeError('no such day or time');
  }
  return date;
}

function zoneOffsetMs(text: string): number {
  const [, sign, hours, minutes = '0'] = /:[0-9.]+[ \t]*([-+])([0-9]{1,2})(?::([0-9]{2}))?$/.exec(text) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
