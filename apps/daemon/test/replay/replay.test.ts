import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { replayCommand } from '../../src/commands/replay.js';
import type { ReplayedCycle } from '../../src/replay/replay.js';

const WAN_FILE = new URL('../fixtures/trace-wan.yaml', import.meta.url).pathname;
const TRACE = new URL(
  '../../../../packages/assessor-zones/test/fixtures/trace-autorate.csv',
  import.meta.url,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wanctl-replay-'));
});

async function replayed(csv: string, law?: string): Promise<ReplayedCycle[]> {
  const input = join(folder, 'recording.csv');
  await writeFile(input, csv);
  const lines: string[] = [];
  const options = law === undefined ? {} : { law: [law] };
  const status = await replayCommand(
    { config: WAN_FILE, input, json: false, ...options },
    { now: new Date(), width: 80, print: async (line) => void lines.push(line) },
  );
  expect(status).toBe(0);
  return lines.map((line) => JSON.parse(line));
}

describe('replay', () => {
  it('agrees with all 61 rows of the golden trace', async () => {
    const rows = (await readFile(TRACE, 'utf8')).trim().split(/\r?\n/).slice(1);
    const cells = rows.map((row) => row.split(','));
    const csv = cells.map(([, a, b, c, router]) => [a, b, c, router].join(','));
    const cycles = await replayed(`rtt_1,rtt_2,rtt_3,router\n${csv.join('\n')}\n`);
    expect(cycles).toHaveLength(61);
    cycles.forEach((cycle, index) => {
      const [, , , , , , measured, load, baseline, , dlZone, ulZone, dl, ul] = cells[index] ?? [];
      expect(cycle).toMatchObject({
        cycle: index,
        measured: measured ? Number(measured) : null,
        baseline: Number(baseline),
        load: Number(load),
        download: { zone: dlZone || null, rate_bps: Number(dl) },
        upload: { zone: ulZone || null, rate_bps: Number(ul) },
      });
    });
  });

  it('shows what the router has when it refuses', async () => {
    const cycles = await replayed('rtt_1,rtt_2,rtt_3,router\n25,25,25,fail\n25,25,25,ok\n');
    expect(cycles.map(({ applied }) => applied)).toEqual([
      { download: null, upload: null },
      { download: 940e6, upload: 38e6 },
    ]);
  });

  it('names the known laws when asked for another', async () => {
    await expect(replayed('rtt_1\n25\n', 'zonse')).rejects.toThrow('unknown assessor "zonse"; known: zones');
  });
});

describe('a recording that is none', () => {
  it.each([
    ['', 'no rows to replay'],
    ['rtt_1\n', 'no rows to replay'],
    ['time,delay\n1,2\n', ':1: unknown column "time"; the columns are rtt_1, rtt_2, ...'],
    ['router\nok\n', ':1: no column "rtt_1"'],
    ['rtt_1,router\n25,ok\nfast,ok\n', ':3: rtt_1 must be a number from 0 up or empty (fast)'],
    ['rtt_1,router\n-4,ok\n', ':2: rtt_1 must be a number from 0 up or empty (-4)'],
    ['rtt_1,router\n25,perhaps\n', ':2: router must be ok or fail (perhaps)'],
    ['rtt_1,router\n25\n', 'cannot be replayed: Invalid Record Length'],
    ['\u0000\u0001PNG junk', ':1: unknown column'],
  ])('%j gives one clear line', async (csv, message) => {
    const error = await replayed(csv).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('\n');
  });

  it('or is not there gives one clear line', async () => {
    const missing = replayCommand(
      { config: WAN_FILE, input: join(folder, 'nowhere.csv'), json: false },
      { now: new Date(), width: 80, print: async () => {} },
    );
    await expect(missing).rejects.toThrow(/nowhere\.csv cannot be replayed: ENOENT/);
  });
});
