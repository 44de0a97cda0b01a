import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import type { LoadedConfig } from '../../src/config/loaded-config.js';

// Files of running installations, where this checkout has them beside it.
const FOLDER = new URL('../../../../../shared/configs/', import.meta.url);

function load(name: string): LoadedConfig {
  return loadConfig(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8'), name, { ROUTER_PASSWORD: 'x' });
}

describe.skipIf(!existsSync(FOLDER))('existing files', () => {
  // Floors of download and upload, lowest first, and the ceilings; Mbit/s. Then baseline and hard red; ms.
  it.each([
    ['cable', [200, 275, 350, 550, 940], [8, 38], 24, 80, true],
    ['dsl', [25, 25, 25, 25, 95], [6, 18], 31, 80, false],
    ['fiber', [200, 400, 600, 800, 950], [100, 950], 8, 30, false],
    ['wan1', [25, 50, 75, 100, 500], [10, 50], 25, 80, true],
    ['wan2', [25, 25, 25, 25, 100], [5, 20], 30, 80, false],
  ])('%s runs unchanged', (name, downloadMbps, uploadMbps, baselineRttMs, hardRedBloatMs, medianOfThree) => {
    const loaded = load(name);
    if (loaded.kind !== 'wan') expect.fail(JSON.stringify(loaded));
    const { download, upload, thresholds, ...law } = loaded.settings.law;
    const { floorRedBps, floorSoftRedBps, floorYellowBps, floorGreenBps, ceilingBps } = download;
    const mbps = [floorRedBps, floorSoftRedBps, floorYellowBps, floorGreenBps, ceilingBps].map(
      (bps) => bps / 1e6,
    );
    expect(mbps).toEqual(downloadMbps);
    expect([upload.floorRedBps / 1e6, upload.ceilingBps / 1e6]).toEqual(uploadMbps);
    expect(law).toEqual({ baselineRttMs });
    expect(thresholds.hardRedBloatMs).toBe(hardRedBloatMs);
    expect(loaded.settings.medianOfThree).toBe(medianOfThree);
    expect(loaded.settings.stateFile).toBe(`/var/lib/wanctl/${name}_state.json`);
    expect(loaded.warnings.map(({ path }) => path)).toEqual([]);
  });

  it('steering runs unchanged', () => {
    const loaded = load('steering');
    if (loaded.kind !== 'steering') expect.fail(JSON.stringify(loaded));
    expect(loaded.settings).toMatchObject({
      intervalMs: 2000,
      primaryStateFile: '/run/wanctl/wan1_state.json',
      primaryQueues: { download: 'WAN-Download-1', upload: 'WAN-Upload-1' },
      alternates: [{ wan: 'wan2', ruleComment: 'ADAPTIVE: Steer latency-sensitive to WAN2' }],
      ping: { host: '1.1.1.1', count: 3, timeoutMs: 2000, totalTimeoutMs: 10_000 },
      historySize: 60,
    });
    expect(loaded.warnings.map(({ path }) => path)).toEqual(['']);
  });
});
