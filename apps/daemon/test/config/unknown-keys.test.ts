import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { steeringNoEffect, wanNoEffect } from '../../src/config/no-effect.js';
import { fixture, linesOf, loadEdited } from './edit.js';

type Tree = { [key: string]: Tree | number };

/** What is said about a file that holds just these keys. */
function linesAbout(paths: readonly string[]): string[] {
  const root: Tree = {};
  for (const path of paths) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let section = root;
    for (const key of keys) {
      section[key] ??= {};
      section = section[key] as Tree;
    }
    section[last] = 1;
  }
  return linesOf(loadConfig(JSON.stringify(root), 'keys.yaml', {}));
}

describe.each([
  ['WAN', 'wan', wanNoEffect, []],
  ['steering', 'steering', steeringNoEffect, ['mangle_rule.comment']],
] as const)('keys of %s files', (_, kind, noEffect, marker) => {
  it('of later versions are all known', () => {
    const paths = JSON.parse(fixture('later-keys.json'))[kind] as string[];
    expect(linesAbout([...paths, ...marker]).filter((line) => line.includes('not a known key'))).toEqual([]);
  });

  it('without effect are told in one line', () => {
    const paths = Object.keys(noEffect).map((pattern) => pattern.replace('*', 'upload'));
    const lines = linesAbout([...paths, ...marker]).filter((line) => line.includes('without effect'));
    expect(lines).toHaveLength(1);
    for (const path of paths) expect(lines[0]).toMatch(new RegExp(`[ ;]${path.replaceAll('.', '\\.')}[ ,]`));
  });
});

it.each([
  [
    'verify_ssl: true',
    'verify_sll: true',
    'router.verify_sll: is not a known key, ignored; did you mean "verify_ssl"?',
  ],
  [
    'verify_ssl: true',
    'passwort: "hunter2"',
    'router.passwort: is not a known key, ignored; did you mean "password"?',
  ],
  [
    'verify_ssl: true',
    'rate_limitter: {}',
    'router.rate_limitter: is not a known key, ignored; did you mean "rate_limiter"?',
  ],
  [
    'step_up_mbps: 10',
    'step_up_mbps: 10\n    grean_required: 5',
    'download.grean_required: is not a known key, ignored; did you mean "green_required"?',
  ],
  [
    'wan_name: "cable"',
    'wan_name: "cable"\nhistory: {max_day: 3}',
    'history.max_day: is not a known key, ignored; did you mean "max_days"?',
  ],
  ['verify_ssl: true', 'colour: blue', 'router.colour: is not a known key, ignored'],
])('turns %s into %s: suggests the nearest name, hides the value', (from, to, message) => {
  const lines = linesOf(loadEdited('wan.yaml', { [from]: to }));
  expect(lines.some((line) => line.endsWith(message))).toBe(true);
});
