import { knownKeys } from '@wanctl/core';
import { closest, distance } from 'fastest-levenshtein';
import type { NoEffect } from './no-effect.js';
import type { Report } from './report.js';

type Path = readonly string[];

/**
 * Warns about keys that the schema does not know: in one line about those that are accepted without effect, and
 * one by one about the others, with the nearest known name. `checked` is the schema's instance.
 */
export function reportUnknownKeys(
  checked: object,
  unknown: readonly Path[],
  noEffect: NoEffect,
  report: Report,
): void {
  const keysByReason = new Map<string, string[]>();
  for (const path of unknown) {
    const reason = Object.entries(noEffect).find(([pattern]) => matches(pattern, path))?.[1];
    if (reason !== undefined) keysByReason.set(reason, [...(keysByReason.get(reason) ?? []), path.join('.')]);
    else
      report.warn(path, `is not a known key, ignored${suggestion(checked, path, noEffect)}`, {
        value: 'hidden',
      });
  }
  if (keysByReason.size === 0) return;
  const groups = [...keysByReason].map(([reason, keys]) => `${keys.join(', ')} (${reason})`);
  report.warn([], `accepted without effect: ${groups.join('; ')}`);
}

function matches(pattern: string, path: Path): boolean {
  const keys = pattern.split('.');
  return keys.length === path.length && keys.every((key, index) => key === '*' || key === path[index]);
}

function suggestion(checked: object, path: Path, noEffect: NoEffect): string {
  const parents = path.slice(0, -1);
  const key = path.at(-1) ?? '';
  const section = parents.reduce((value, name) => value[name as keyof typeof value] as object, checked);
  const known = [
    ...knownKeys(section.constructor as new () => object),
    ...Object.keys(noEffect).flatMap((pattern) => {
      const keys = pattern.split('.');
      return matches(keys.slice(0, -1).join('.'), parents) ? (keys.at(-1) ?? []) : [];
    }),
  ];
  const nearest = closest(key, known);
  return distance(key, nearest) <= Math.ceil(key.length / 3) ? `; did you mean "${nearest}"?` : '';
}
