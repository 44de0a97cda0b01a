import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { HistoryWriter } from '@wanctl/state-file';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ReplayOptions, replayCommand } from '../../src/commands/replay.js';
import type { HistoryRow } from '../../src/history/row.js';
import { fixture } from '../config/edit.js';
import { direction, rowsOf } from '../history/rows.js';

const MINUTE = 60_000;
const NOW = new Date(2026, 0, 9, 12);
const NOON = NOW.getTime();

const CEILINGS = {
  download: direction({ rate_bps: 940e6, min_rate_bps: 940e6 }),
  upload: direction({ rate_bps: 38e6, min_rate_bps: 38e6 }),
};

/** Ten minutes of which the last two are slow; the daemon did nothing about it. */
const EVENING = rowsOf(NOON - 10 * MINUTE, NOON, (atMs) => ({
  ...CEILINGS,
  ...(atMs >= NOON - 2 * MINUTE && { rtt_p95_ms: 250, rtt_ms: [200, 200, 200, 200, 200] }),
}));

/** The command over WAN `cable` with these rows in its history. */
async function setUp(rows: readonly HistoryRow[] = EVENING) {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-replay-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const config = join(folder, 'cable.yaml');
  await writeFile(config, fixture('wan.yaml').replace('/var/lib/wanctl', folder));
  await writeFile(join(folder, 'steering.yaml'), fixture('steering.yaml'));
  const place = { folder, name: 'cable', maxDays: 100, maxBytes: 1e9 };
  const writer = new HistoryWriter(place, new ManualClock(NOW), new RecordingLogger());
  for (const row of rows) writer.add(row, new Date(row.time));
  await writer.close();
  const run = async (options: Partial<ReplayOptions>) => {
    const printed: string[] = [];
    const print = async (text: string) => void printed.push(text);
    const given = { config, json: false, ...options };
    expect(await replayCommand(given, { now: NOW, width: 80, print })).toBe(0);
    return printed;
  };
  return { folder, run };
}

describe('wanctl replay', () => {
  it("compares the file's law with what the daemon did", async () => {
    const [text = ''] = await (await setUp()).run({ last: 10 * MINUTE });
    expect(text).toMatch(/^cable: recorded and zones, 01-09 11:50 to 01-09 12:00, a column is 8s\n/);
    expect(text).toMatch(/^recorded {2}\.{70}\nzones {5}\.{56}.*R$/m);
    expect(text).toMatch(/^ +recorded +zones$/m);
    expect(text).toMatch(
      /^download {2}a tenth or more apart in 2 of 10 minutes\n {10}most at 01-09 11:59: /m,
    );
    expect(text).toContain('No counters were kept');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('compares two laws, each at its own pace, with the figures of the record beside', async () => {
    const { run } = await setUp();
    const [text = ''] = await run({ last: 10 * MINUTE, law: ['zones', 'adaptive'] });
    expect(text).toMatch(/^cable: zones and adaptive, /);
    expect(text).toMatch(/^ +recorded +zones +adaptive$/m);
    const lines = await run({ last: 1 * MINUTE, law: ['zones', 'adaptive'], json: true });
    const cycles = lines.map((line) => JSON.parse(line));
    expect(cycles.filter(({ law }) => law === 'zones').map(({ t_ms }) => t_ms)).toEqual(
      Array.from({ length: 30 }, (_, index) => NOON - MINUTE + index * 2000),
    );
    expect(cycles.filter(({ law }) => law === 'adaptive')).toHaveLength(300);
  });

  it('compares two laws over a recording, whose times count from its begin', async () => {
    const { folder, run } = await setUp([]);
    const input = join(folder, 'evening.csv');
    await writeFile(input, `rtt_1,rtt_2,rtt_3\n${'25,25,25\n'.repeat(60)}`);
    const [text = ''] = await run({ input, law: ['zones', 'adaptive'] });
    expect(text).toMatch(/^cable: zones and adaptive, 0ms to 2m, a column is 2s\n/);
    expect(text).toMatch(/^ +zones +adaptive$/m);
    expect(text).toMatch(/^ {10}\|0ms +\|28s/m);
  });

  it('says in one line what cannot be replayed', async () => {
    const { folder, run } = await setUp([]);
    await expect(run({ last: MINUTE })).rejects.toThrow(/^cable: no history in .* yet; the daemon adds/);
    await expect(run({ last: MINUTE, config: join(folder, 'steering.yaml') })).rejects.toThrow(
      /steering\.yaml: is a steering file, which cannot be replayed: .*name the file of its WAN cable$/,
    );
  });
});
