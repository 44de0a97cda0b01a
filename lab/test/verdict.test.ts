import { describe, expect, it } from 'vitest';
import { cellsOf } from '../src/report/cells.js';
import { faultsOf } from '../src/verdict.js';
import { recording } from './recording.js';

/** A run of a law in which that share of the pings is 200 ms late. */
function run(law: string, late: number) {
  const { pings } = recording();
  const loaded = pings
    .filter(({ tMs }) => tMs >= 0)
    .map((ping, at) => ({ ...ping, rttMs: at < late * 100 ? 220 : 20 }));
  return recording({ law, pings: [...pings.filter(({ tMs }) => tMs < 0), ...loaded] });
}

describe('the verdict', () => {
  it('is content when control leaves little of the bufferbloat', () => {
    expect(faultsOf(cellsOf([run('off', 0.9), run('zones', 0.1)]))).toEqual([]);
  });

  it('fails a lab that shows no bufferbloat without control', () => {
    expect(faultsOf(cellsOf([run('off', 0.1), run('zones', 0)]))).toEqual([
      'steady: no bufferbloat without control (10 % over 100 ms): the lab measures nothing',
    ]);
  });

  it('fails a law that leaves most of it', () => {
    expect(faultsOf(cellsOf([run('off', 0.9), run('zones', 0.5)]))).toEqual([
      'steady: zones leaves 50 % over 100 ms, of 90 % without control',
    ]);
  });
});
