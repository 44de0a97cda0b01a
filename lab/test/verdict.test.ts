import { describe, expect, it } from 'vitest';
import { Plan, PlannedScenario } from '../src/plan/plan.js';
import { SHORT } from '../src/plan/short.js';
import { cellsOf } from '../src/report/cells.js';
import { verdictsOf } from '../src/verdict.js';
import { recording, scenario } from './recording.js';

/** A run of a law in which that share of the pings is 200 ms late, on a line that carries that share. */
function run(law: string, late: number, carried = 1) {
  const { pings, ...rest } = recording();
  const rows = rest.rows.map((row) => {
    // That of the recording is half used.
    const deliveredBytes = 2 * carried * row.download.deliveredBytes;
    return { ...row, download: { ...row.download, deliveredBytes } };
  });
  const loaded = pings
    .filter(({ tMs }) => tMs >= 0)
    .map((ping, at) => ({ ...ping, rttMs: at < late * 100 ? 220 : 20 }));
  const warmUp = pings.filter(({ tMs }) => tMs < 0);
  return recording({ law, rows, scenario: scenario({ series: 'steps' }), pings: [...warmUp, ...loaded] });
}

const targets = SHORT.scenarios[0]?.targets ?? [];

function verdicts(...runs: ReturnType<typeof run>[]) {
  const planned = Object.assign(new PlannedScenario(), { series: 'steps', targets });
  const plan = Object.assign(new Plan(), { laws: ['off'], scenarios: [planned] });
  return verdictsOf(plan, cellsOf(runs));
}

const reached = (...runs: ReturnType<typeof run>[]) => verdicts(...runs).map((verdict) => verdict.reached);

describe('the verdict of the short plan', () => {
  it('is content when control leaves little of the bufferbloat', () => {
    expect(verdicts(run('off', 0.9), run('zones', 0.1))).toMatchObject([
      { law: 'off', wanted: '>100 ms % at least 25.0', reached: true },
      { law: 'off', wanted: 'util % at least 90.0', reached: true },
      { law: 'zones', wanted: '>100 ms % at most 45.0 (0.5 × off)', reached: true },
    ]);
  });

  it('fails a lab that shows no bufferbloat without control', () => {
    expect(reached(run('off', 0.1), run('zones', 0))).toEqual([false, true, true]);
  });

  it('fails a lab whose line does not carry what it should', () => {
    expect(reached(run('off', 0.9, 0.8), run('zones', 0))).toEqual([true, false, true]);
  });

  it('fails a law that leaves most of it', () => {
    expect(reached(run('off', 0.9), run('zones', 0.5))).toEqual([true, true, false]);
  });

  it('judges the median of several runs', () => {
    const runs = [0.1, 0.9, 0.2].map((late) => run('zones', late));
    const [, , zones] = verdicts(run('off', 0.9), ...runs);
    expect(zones).toMatchObject({ measured: { text: '20.0', range: '10.0-90.0' }, reached: true });
  });

  it('has nothing to say of a comparison whose other side has not run', () => {
    expect(verdicts(run('zones', 0.5))).toEqual([]);
  });
});

it('a figure that no run has reaches nothing', () => {
  const idle = Object.assign(new PlannedScenario(), {
    series: 'steady',
    targets: [{ figure: 'least limit %', law: 'zones-50ms', atLeast: 100 }],
  });
  const plan = Object.assign(new Plan(), { laws: ['zones-50ms'], scenarios: [idle] });
  expect(verdictsOf(plan, cellsOf([recording()]))).toMatchObject([{ measured: null, reached: false }]);
});
