import { checkOptions } from '@wanctl/core';
import type { NoEffect } from './no-effect.js';
import type { Report } from './report.js';
import { reportUnknownKeys } from './unknown-keys.js';
import { isMapping } from './values.js';

/** A file's data as an instance of its schema class. */
export interface Checked<T> {
  /** All its sections are there; fields that were reported wrong hold what the file says. */
  readonly file: T;
  /** Paths of keys without effect. */
  readonly ignored: readonly (readonly string[])[];
}

/** Reports everything that the rules of a schema class object to. */
export function checkSchema<T extends object>(
  type: new () => T,
  data: Record<string, unknown>,
  noEffect: NoEffect,
  report: Report,
): Checked<T> {
  const { options, problems } = checkOptions(type, withSoundSections(new type(), data, [], report));
  const unknown: (readonly string[])[] = [];
  for (const { kind, path, allowed } of problems) {
    if (kind === 'unknown') unknown.push(path);
    else if (!report.failed(path))
      report.error(path, kind === 'missing' ? `is missing, ${allowed}` : allowed);
  }
  reportUnknownKeys(options, unknown, noEffect, report);
  return { file: options, ignored: unknown };
}

/** The data without sections that are not mappings, or lists of them, so that the schema's own empty ones take their place. */
function withSoundSections(
  fresh: object,
  data: Record<string, unknown>,
  parents: readonly string[],
  report: Report,
): Record<string, unknown> {
  const sound = { ...data };
  for (const [key, section] of Object.entries(fresh)) {
    const value = data[key];
    if (value === undefined) continue;
    const path = [...parents, key];
    if (Array.isArray(section)) {
      if (Array.isArray(value) && value.every(isMapping)) continue;
      delete sound[key];
      report.error(path, 'must be a list of mappings, lines of "- key: value" below it', { value: 'hidden' });
    } else if (isMapping(section) && isMapping(value)) {
      sound[key] = withSoundSections(section, value, path, report);
    } else if (isMapping(section)) {
      delete sound[key];
      report.error(path, 'must be a mapping, lines of "key: value" indented below it', { value: 'hidden' });
    }
  }
  return sound;
}
