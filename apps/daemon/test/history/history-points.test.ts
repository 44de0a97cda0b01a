import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localTime } from '@wanctl/core';
import { expect, it, onTestFinished } from 'vitest';
import { historyPoints } from '../../src/history/history-points.js';
import type { HistoryRow } from '../../src/history/row.js';
import { direction, row, rowsOf } from './rows.js';

const NOW_MS = Date.parse('2026-01-09T12:00:00Z');
const MINUTE_MS = 60_000;

/** A folder with these rows of WAN `cable`, each in the file of its day. */
async function folderWith(rows: readonly HistoryRow[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-points-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const row of rows) {
    const day = localTime(new Date(row.time)).slice(0, 10);
    await appendFile(join(folder, `cable_history_${day}.jsonl`), `${JSON.stringify(row)}\n{torn\n`);
  }
  return folder;
}

it('tells the worst of the time of a point', async () => {
  const half = {
    rtt_p95_ms: 180,
    download: direction({ zone: 'RED', rate_bps: 50e6, min_rate_bps: 20e6, load: 0.9 }),
  };
  const calm = { download: direction({ zone: 'YELLOW', load: 0.1 }) };
  // Both are of the same point of 288 s, and on its two edges.
  const rows = [row(NOW_MS - 288_000, half), row(NOW_MS - 10_000, calm)];
  const points = await historyPoints([{ folder: await folderWith(rows), name: 'cable' }], '24h', NOW_MS);
  expect(points).toHaveLength(300);
  expect(points.at(-1)).toEqual({
    ...{ kind: 'point', atMs: NOW_MS - 288_000, wan: 'cable', rttMs: 180, baselineMs: null, deltaMs: null },
    download: { rateBps: 20e6, achievedBps: 45e6, load: 0.9, zone: 'RED' },
    upload: { rateBps: 20e6, achievedBps: null, load: null, zone: 'GREEN' },
  });
});

it('leaves what was not recorded empty, and what is older out', async () => {
  const rows = rowsOf(NOW_MS - 90 * MINUTE_MS, NOW_MS - 30 * MINUTE_MS);
  const points = await historyPoints([{ folder: await folderWith(rows), name: 'cable' }], '1h', NOW_MS);
  const known = points.map(({ rttMs }) => rttMs !== null);
  expect(known).toEqual(known.map((_, index) => index < 150));
  expect(points[299]).toMatchObject({ rttMs: null, download: { rateBps: null, zone: '' } });
  expect(points[0]?.atMs).toBe(NOW_MS - 60 * MINUTE_MS);
});

it('has no hole where every row is there', async () => {
  const folder = await folderWith(rowsOf(NOW_MS - 60 * MINUTE_MS, NOW_MS));
  const points = await historyPoints([{ folder, name: 'cable' }], '1h', NOW_MS);
  expect(points.filter(({ rttMs }) => rttMs === 25)).toHaveLength(300);
});

it('lets others have their turn while it reads', async () => {
  const folder = await folderWith(rowsOf(NOW_MS - 2 * 60 * MINUTE_MS, NOW_MS));
  let turns = 0;
  const count = setInterval(() => {
    turns += 1;
  }, 0);
  onTestFinished(() => clearInterval(count));
  await historyPoints([{ folder, name: 'cable' }], '24h', NOW_MS);
  expect(turns).toBeGreaterThan(3);
});

it('has nothing of a WAN without a history', async () => {
  const folder = await folderWith(rowsOf(NOW_MS - MINUTE_MS, NOW_MS));
  const places = ['cable', 'dsl'].map((name) => ({ folder, name }));
  const points = await historyPoints(places, '1h', NOW_MS);
  expect(new Set(points.map(({ wan }) => wan))).toEqual(new Set(['cable']));
});
