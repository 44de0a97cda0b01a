import type { Json, JsonObject } from '@wanctl/core';

/** A number as the reader gives it. YAML booleans count as 1 and 0, as they did in the Python original. */
export type YamlNumber = number | bigint | boolean;

/** True for a mapping: not a list, not a date. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** True for what counts as a number. */
export function isYamlNumber(value: unknown): value is YamlNumber {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

/** The number; NaN for anything that is none. */
export function toNumber(value: unknown): number {
  return isYamlNumber(value) ? Number(value) : Number.NaN;
}

/** A number of at least `min`, in quotes or not; null for anything else. */
export function looseNumber(value: unknown, min: number): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : toNumber(value);
  return Number.isFinite(number) && number >= min ? number : null;
}

/** What Python's `bool(value)` gives for a value that the reader can give. */
export function isTruthy(value: unknown): boolean {
  if (Number.isNaN(value)) return true;
  if (Array.isArray(value)) return value.length > 0;
  return isMapping(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** The same value with whole numbers as `number` and dates as ISO text. */
export function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  return isMapping(value) ? toJsonObject(value) : (value as Json);
}

/** A mapping as `toJson` gives it. */
export function toJsonObject(mapping: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, toJson(value)]));
}
