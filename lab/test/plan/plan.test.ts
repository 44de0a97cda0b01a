import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabOptions } from '../../src/command-line.js';
import { runsOf } from '../../src/plan/plan.js';
import { choosePlan } from '../../src/plan/read-plan.js';
import { nameOf } from '../../src/plan/scenario.js';

const NOWHERE = '/nonexistent';
const choose = (options: Partial<LabOptions>) =>
  choosePlan({ plan: 'short', router: 'rb5009', traces: NOWHERE, install: false, ...options });

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
    const { laws, repeat, scenarios } = choose({
      plan: 'full',
      laws: ['off'],
      series: ['docsis'],
      repeat: 5,
    });
    expect({ laws, repeat }).toEqual({ laws: ['off'], repeat: 5 });
    expect(scenarios.map(nameOf)).toEqual(['docsis', 'docsis bbr', 'docsis both']);
  });

  it('in short form has a run without control to be judged by', () => {
    const { laws, selfTest } = choose({});
    expect(laws).toContain('off');
    expect(selfTest).toBe(true);
  });

  it.each([
    ['{laws: [off2], scenarios: [{series: steps, seconds: 1}]}', /seconds must not be less than 5/],
    ['{laws: [], scenarios: [{series: steps}]}', /laws should not be empty/],
    ['{laws: [a], scenarios: [{series: steps, sender: bbr}]}', /sender is not a known key/],
  ])('that is wrong gives one line: %s', (text, message) => {
    expect(() => choose({ plan: file(text) })).toThrow(message);
  });

  it('that leaves nothing to run is refused', () => {
    expect(() => choose({ series: ['nothing'] })).toThrow('plan "short" has no scenario with series nothing');
  });
});
