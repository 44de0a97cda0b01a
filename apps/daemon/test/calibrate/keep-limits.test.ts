import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type Limits, readJournal, writeJournal } from '../../src/calibrate/journal.js';
import { keepLimits } from '../../src/calibrate/keep-limits.js';

const BEFORE = { download: 90e6, upload: 0 };
const OTHER = { download: 30e6, upload: 5e6 };

let journal: string;
beforeEach(async () => {
  journal = join(await mkdtemp(join(tmpdir(), 'wanctl-journal-')), 'wan1_calibration.json');
});

/** A router with those limits; `refuses` says which it does not take. */
function lineWith(limitsBps: Limits, refuses: (limitsBps: Limits) => boolean = () => false) {
  const line = {
    now: limitsBps,
    limitsBps: async () => line.now,
    bring: async (wanted: Limits) => {
      if (refuses(wanted)) throw new Error('refused');
      line.now = wanted;
    },
  };
  return line;
}

it('has the limits on disk while they are changed, and sets them back in the end', async () => {
  const line = lineWith(BEFORE);
  const result = await keepLimits(
    line,
    journal,
    () => {},
    async (beforeBps) => {
      expect(beforeBps).toEqual(BEFORE);
      expect(await readJournal(journal)).toEqual(BEFORE);
      await line.bring(OTHER);
      return 'done';
    },
  );
  expect(result).toBe('done');
  expect(line.now).toEqual(BEFORE);
  expect(existsSync(journal)).toBe(false);
});

it('sets them back when something fails, too', async () => {
  const line = lineWith(BEFORE);
  const failing = keepLimits(
    line,
    journal,
    () => {},
    async () => {
      await line.bring(OTHER);
      throw new Error('iperf3');
    },
  );
  await expect(failing).rejects.toThrow('iperf3');
  expect(line.now).toEqual(BEFORE);
  expect(existsSync(journal)).toBe(false);
});

it('keeps the journal when they cannot be set back, and says what they were', async () => {
  const line = lineWith(BEFORE, ({ download }) => download === BEFORE.download);
  const failing = keepLimits(
    line,
    journal,
    () => {},
    () => line.bring(OTHER),
  );
  await expect(failing).rejects.toThrow('90000000 (download) and 0 (upload)');
  expect(await readJournal(journal)).toEqual(BEFORE);
});

it('sets back first what a killed calibration has left', async () => {
  await writeJournal(journal, BEFORE);
  const line = lineWith(OTHER);
  await keepLimits(
    line,
    journal,
    () => {},
    async (beforeBps) => {
      expect(beforeBps).toEqual(BEFORE);
      expect(line.now).toEqual(BEFORE);
    },
  );
  expect(line.now).toEqual(BEFORE);
});

it.each(['', '{', '[]', '{"limits_bps":{"download":1}}', '{"limits_bps":{"download":-1,"upload":1}}'])(
  'changes nothing when the journal is damaged: %s',
  async (text) => {
    await writeFile(journal, text);
    const line = lineWith(OTHER);
    await expect(
      keepLimits(
        line,
        journal,
        () => {},
        async () => {},
      ),
    ).rejects.toThrow('is damaged');
    expect(line.now).toEqual(OTHER);
    expect(await readFile(journal, 'utf8')).toBe(text);
  },
);
