import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabOptions } from '../../src/command-line.js';
import { runsOf } from '../../src/plan/plan.js';
import { choosePlan } from '../../src/plan/read-plan.js';
import { nameOf } from '../../src/plan/scenario.js';

const choose = (options: Partial<LabOptions>) =>
  choosePlan({ plan: 'short', router: 'rb5009', install: false, ...options });

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lab-')), 'plan.yaml');
  writeFileSync(path, text);
  return path;
}

describe('a plan', () => {
  it('alternates laws within a scenario, round after round', () => {
    const plan = file('{laws: [a, b], repeat: 2, scenarios: [{series: steps}, {series: lte, senders: bbr}]}');
    const runs = runsOf(choose({ plan })).map(
      ({ scenario, law, round }) => `${nameOf(scenario)} ${law}${round}`,
    );
    expect(runs).toEqual([
      ...['steps a1', 'steps b1', 'steps a2', 'steps b2'],
      ...['lte bbr a1', 'lte bbr b1', 'lte bbr a2', 'lte bbr b2'],
    ]);
  });

  it('is changed by the command line', () => {
    const more = { laws: ['off'], series: ['docsis'], repeat: 2, seconds: 20 };
    const runs = runsOf(choose({ plan: 'full', ...more }));
    expect(runs.map(({ name }) => name)).toEqual(
      ['docsis', 'docsis bbr', 'docsis both'].flatMap((line) => [`${line} off 1`, `${line} off 2`]),
    );
    expect(runs.every(({ scenario }) => scenario.seconds === 20)).toBe(true);
  });

  it('has scenarios with laws and rounds of their own', () => {
    const idle = '{series: steady, demand: idle, laws: [a], repeat: 1}';
    const plan = file(`{laws: [a, b], repeat: 2, scenarios: [{series: lte}, ${idle}]}`);
    expect(runsOf(choose({ plan })).map(({ name }) => name)).toEqual([
      ...['lte a 1', 'lte b 1', 'lte a 2', 'lte b 2', 'steady idle a 1'],
    ]);
  });

  it('of the targets measures every line against cake-autorate, but idleness and what the flash takes', () => {
    const { laws, repeat, scenarios } = choose({ plan: 'targets' });
    expect({ laws, repeat }).toEqual({ laws: ['adaptive', 'cake-autorate'], repeat: 3 });
    expect(scenarios.filter(({ targets }) => targets.length === 0)).toEqual([]);
    expect(scenarios.filter((scenario) => scenario.laws).map(nameOf)).toEqual([
      ...['lte bursty', 'steady idle jitter-100ms'],
    ]);
  });

  it.each([
    ['{laws: [off2], scenarios: [{series: steps, seconds: 1}]}', /seconds must not be less than 5/],
    ['{laws: [], scenarios: [{series: steps}]}', /laws should not be empty/],
    ['{laws: [a], scenarios: [{series: steps, sender: bbr}]}', /sender is not a known key/],
    [
      '{laws: [a], scenarios: [{series: steps, targets: [{figure: p42, atMost: 1}]}]}',
      /figure must be one of/,
    ],
  ])('that is wrong gives one line: %s', (text, message) => {
    expect(() => choose({ plan: file(text) })).toThrow(message);
  });

  it('that leaves nothing to run is refused', () => {
    expect(() => choose({ series: ['nothing'] })).toThrow('plan "short" has no scenario with series nothing');
  });
});
