import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { editsOf } from '../../src/calibrate/edits.js';
import { loadConfig } from '../../src/config/load.js';
import { editYaml } from '../../src/init/edit-yaml.js';

interface Vector {
  readonly in: Readonly<Record<string, number>>;
  readonly yaml: { readonly continuous_monitoring: Sections };
}
interface Sections {
  readonly download: Readonly<Record<string, number>>;
  readonly upload: Readonly<Record<string, number>>;
}

const GOLDEN = new URL('../config/fixtures/golden-config.json', import.meta.url);
const EXAMPLE = new URL('../../../../examples/wan1.yaml', import.meta.url);
const { calibrate: vectors } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as { calibrate: readonly Vector[] };
const example = readFileSync(EXAMPLE, 'utf8');
const zones = stringify(vectors[0]?.yaml);
const env = { ROUTER_PASSWORD: 'geheim' };

/** The text after a calibration that found these, Mbit/s and ms. */
const edited = (text: string, downloadMbps: number, uploadMbps: number, baselineRttMs = 20) => {
  const bestBps = { download: downloadMbps * 1e6, upload: uploadMbps * 1e6 };
  return editYaml(text, editsOf({ baselineRttMs, bestBps }, text));
};

describe('what a calibration writes', () => {
  it.each(vectors.map((vector) => [JSON.stringify(vector.in), vector] as const))(
    'is what the original writes, but for its rounding to whole numbers: %s',
    (_, { in: found, yaml }) => {
      const [down, up] = [found['optimal_download_mbps'] ?? 0, found['optimal_upload_mbps'] ?? 0];
      const ours = parse(edited(zones, down, up, found['baseline_rtt_ms'])).continuous_monitoring;
      for (const direction of ['download', 'upload'] as const) {
        for (const [key, value] of Object.entries(yaml.continuous_monitoring[direction])) {
          if (!/ceiling|floor/.test(key)) continue;
          expect(Math.abs(ours[direction][key] - value), `${direction} ${key}`).toBeLessThanOrEqual(1);
        }
      }
    },
  );

  it('makes a valid file for any line, however slow', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 10_000, noNaN: true }),
        fc.double({ min: 1, max: 10_000, noNaN: true }),
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.constantFrom(example, zones),
        (down, up, baselineMs, text) => {
          const config = loadConfig(edited(text, down, up, baselineMs), 'wan1.yaml', env);
          expect(config.kind === 'invalid' ? config.problems : []).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves all else in the file as it is, comments too', () => {
    const changed = (text: string) => text.split('\n').filter((line) => !example.split('\n').includes(line));
    expect(changed(edited(example, 200, 20, 12.34))).toEqual([
      '  baseline_rtt_initial: 12.3',
      '    ceiling_mbps: 210',
      '    floor_mbps: 40',
      '    ceiling_mbps: 21',
      '    floor_mbps: 4',
    ]);
  });
});
