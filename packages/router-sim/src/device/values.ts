import type { Field, MenuPath, Parse, Router } from './router.js';
import { RouterError } from './router-error.js';

const RATE_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9 };

/** Any text. */
export const text: Parse = (value) => value;

/** A rate such as `440M` or `440000000`, stored in plain bit/s (Terraform provider's captured rows). */
export const rate: Parse = (value, property) => {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([kMG]?)$/.exec(value) ?? invalid(property);
  return String(Math.round(Number(digits) * (RATE_UNITS[unit ?? ''] ?? 1)));
};

/** A duration such as `100ms` or `1d2h`; a bare number means seconds. */
export const time: Parse = (value, property) => {
  if (/^\d+$/.test(value)) return `${value}s`;
  return /^(\d+(w|d|h|m|s|ms|us))+$/.test(value) ? value : invalid(property);
};

/** `yes`, `no`, `true` or `false`, stored as the latter two. */
export const bool: Parse = (value, property) => {
  if (value === 'yes' || value === 'true') return 'true';
  return value === 'no' || value === 'false' ? 'false' : noMatch(property);
};

/** An integer from `min` to `max`. */
export function integer(min: number, max: number): Parse {
  return (value, property) => {
    if (!/^-?\d+$/.test(value)) invalid(property);
    const number = Number(value);
    if (number < min || number > max) outOfRange(property, min, max);
    return String(number);
  };
}

/** A decimal number from `min` to `max`. */
export function decimal(min: number, max: number): Parse {
  return (value, property) => {
    if (!/^\d+(\.\d+)?$/.test(value)) invalid(property);
    if (Number(value) < min || Number(value) > max) outOfRange(property, min, max);
    return value;
  };
}

/** One of the given words. */
export function choice(...words: readonly string[]): Parse {
  return (value, property) => (words.includes(value) ? value : noMatch(property));
}

/** The name of a row of another menu, kept as its `.id` so that it survives renaming, or one of other words. */
export function reference(menu: MenuPath, others: (router: Router) => readonly string[] = () => []): Field {
  return {
    references: menu,
    parse(value, property, router) {
      const row = router.tables[menu].rows.find(({ values }) => values['name'] === value);
      return row?.id ?? (others(router).includes(value) ? value : noMatch(property));
    },
  };
}

/** The name of a queue type, kept as such. */
export const queueTypeName: Parse = (value, property, router) => {
  const known = router.tables['queue/type'].rows.some(({ values }) => values['name'] === value);
  return known ? value : noMatch(property);
};

function invalid(property: string): never {
  throw new RouterError(400, `invalid value for argument ${property}`);
}

function noMatch(property: string): never {
  throw new RouterError(400, `input does not match any value of ${property}`);
}

function outOfRange(property: string, min: number, max: number): never {
  throw new RouterError(400, `value of ${property} out of range (${min}..${max})`);
}

const UNIT_MS: Readonly<Record<string, number>> = { w: 604.8e6, d: 86.4e6, h: 3.6e6, m: 60e3, s: 1e3, ms: 1 };

/** A duration as stored, e.g. `1h30m`, in ms. */
export function durationMs(duration: string): number {
  const parts = duration.matchAll(/(\d+)(ms|[wdhms])/g);
  return [...parts].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? 0), 0);
}
