import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runLine, type Scene } from './line-model.js';
import { mostAMinute, quantile, shareAbove, writesOf } from './model/figures.js';
import type { Road } from './model/road.js';
import { adaptive, down, downloadScene, MBIT, up } from './scenes.js';

/** A folder of capacity series (`t_s,mbps`, a row every 0.2 s): `WANCTL_TRACES=... npx vitest run traces`. */
const FOLDER = process.env['WANCTL_TRACES'];
const OPTIONS = { download: { base_mbps: 12 }, ...JSON.parse(process.env['WANCTL_OPTIONS'] ?? '{}') };

/** A measured series, smoothed over 1 s: a shaper can follow a link, not each grant of a scheduler. */
function traceOf(file: string): Road['capacityBps'] {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const mbps = rows.map((row) => Number(row.split(',')[1]));
  const smooth = mbps.map((_, at) => {
    const around = mbps.slice(Math.max(0, at - 2), at + 3);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
  return (nowMs) => (smooth[Math.floor(nowMs / 200) % smooth.length] ?? 0) * MBIT;
}

const STEPS = [40, 10, 25, 5, 40];

function scenes(sender: 'cubic' | 'bbr'): Record<string, Scene> {
  const steady = () => 25 * MBIT;
  const files = FOLDER ? readdirSync(FOLDER).filter((name) => name.endsWith('.down.csv')) : [];
  const traces = files.map((name) => [
    name.replace('.down.csv', ''),
    downloadScene(down(traceOf(join(FOLDER ?? '', name)), sender), 120),
  ]);
  const step = (nowMs: number) => (STEPS[Math.floor(nowMs / 12_000)] ?? 40) * MBIT;
  const both = (down_: Road['capacityBps'], up_: Road['capacityBps'], baseRttMs = 20): Scene => ({
    ...downloadScene(down(down_, sender), 60, { baseRttMs }),
    roads: { download: down(down_, sender), upload: up(up_, sender) },
  });
  const wave = (nowMs: number) => (6 + 4 * Math.sin(nowMs / 3000)) * MBIT;
  return {
    ...Object.fromEntries(traces),
    steps: downloadScene(down(step, sender), 60),
    'steps 100 ms': downloadScene(down(step, sender), 60, { baseRttMs: 100 }),
    steady: downloadScene(down(steady, sender), 60),
    'steady 60 ms': downloadScene(down(steady, sender), 60, { baseRttMs: 60 }),
    'steady jitter 5 ms': downloadScene(down(steady, sender), 60, {
      extraMs: (_t, _r, random) => 10 * random(),
    }),
    'both 25/8': both(steady, () => 8 * MBIT),
    'both, upload waves': both(steady, wave),
    'steps, upload waves 60 ms': both(step, wave, 60),
  };
}

describe.runIf(FOLDER)('measured lines', () => {
  it.each(['cubic', 'bbr'] as const)('%s senders', { timeout: 300_000 }, (sender) => {
    const rows = Object.entries(scenes(sender)).map(([name, scene]) => {
      const law = adaptive(OPTIONS);
      const { felt, ticks, utilisation } = runLine(law, scene);
      const mean = felt.reduce((sum, { delayMs }) => sum + delayMs, 0) / felt.length;
      const percent = (share: number) => Math.round(share * 1000) / 10;
      return {
        scene: name,
        mean: Math.round(mean * 10) / 10,
        p50: Math.round(quantile(felt, 0.5) * 10) / 10,
        p95: Math.round(quantile(felt, 0.95)),
        p99: Math.round(quantile(felt, 0.99)),
        '>30': percent(shareAbove(felt, 30)),
        '>100': percent(shareAbove(felt, 100)),
        down: percent(utilisation.download()),
        up: percent(utilisation.upload()),
        writesDown: mostAMinute(writesOf(ticks, 'download')),
        writesUp: mostAMinute(writesOf(ticks, 'upload')),
      };
    });
    console.table(rows);
    expect(rows.every(({ writesDown, writesUp }) => writesDown <= 150 && writesUp <= 150)).toBe(true);
  });
});
