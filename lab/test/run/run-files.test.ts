import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LAWS } from '../../src/laws.js';
import { wanFile } from '../../src/run/wan-file.js';
import { zonesIn } from '../../src/run/zones.js';
import { findSeries } from '../../src/series/find-series.js';
import { scenario } from '../recording.js';

const CLI = fileURLToPath(new URL('cli.js', import.meta.resolve('wanctl')));

describe('a WAN file of the lab', () => {
  it.each(Object.entries(LAWS).flatMap(([name, law]) => (law.kind === 'daemon' ? [{ name, law }] : [])))(
    'is one that the daemon takes: $name',
    ({ law }) => {
      const folder = mkdtempSync(join(tmpdir(), 'lab-'));
      const file = join(folder, 'wan.yaml');
      const steps = scenario({ series: 'steps' });
      writeFileSync(file, wanFile(folder, steps, findSeries(steps, undefined), 443, law.wanFile));
      const { stderr, status } = spawnSync(process.execPath, [CLI, 'check-config', file], {
        encoding: 'utf8',
      });
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    },
    60_000,
  );
});

describe('zones of a log', () => {
  it('are read with their times, other lines left out', () => {
    const log = [
      '2026-11-23 20:07:03,062 [lab] [INFO] law "zones", cycle 0.05 s',
      '2026-11-23 20:07:04,500 [lab] [INFO] lab: [SOFT_RED/GREEN] RTT=24.1ms, load_ewma=23.4ms, baseline=20.0ms, delta=3.4ms | DL=19M, UL=3M',
    ].join('\n');
    const since = new Date(2026, 10, 23, 20, 7, 4).getTime();
    expect(zonesIn(log, since)).toEqual([{ tMs: 500, download: 'SOFT_RED', upload: 'GREEN' }]);
  });
});
