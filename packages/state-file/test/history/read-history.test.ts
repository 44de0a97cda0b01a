import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHistory } from '../../src/index.js';
import { tempFolder } from '../harness.js';

/** What is read from a folder with these files, by the day of each. */
async function readFrom(files: Readonly<Record<string, string>>, since = new Date(2026, 0, 1)) {
  const folder = await tempFolder();
  for (const [day, text] of Object.entries(files)) {
    await writeFile(join(folder, `a_history_${day}.jsonl`), text);
  }
  const rows: unknown[] = [];
  for await (const row of readHistory({ folder, name: 'a' }, since)) rows.push(row);
  return rows;
}

describe('reading', () => {
  it('gives all days in order, from the day before on', async () => {
    const files = {
      '2026-01-10': '{"n":3}\n',
      '2026-01-08': '{"n":1}\n{"n":2}\n',
      '2026-01-07': '{"n":0}\n',
    };
    expect(await readFrom(files, new Date(2026, 0, 9, 7))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('leaves out what is no row', async () => {
    expect(await readFrom({ '2026-01-08': '\n{"n":1\n7\n[1]\nnull\n\u0000\u0000{"n":2}\n{"n":3}' })).toEqual([
      { n: 3 },
    ]);
  });

  it('gives nothing when there is nothing, not even the folder', async () => {
    expect(await readFrom({})).toEqual([]);
    const rows = readHistory({ folder: join(await tempFolder(), 'missing'), name: 'a' }, new Date(0));
    expect(await rows.next()).toMatchObject({ done: true });
  });

  it('says what to do when a file cannot be read', async () => {
    const folder = await tempFolder();
    const file = join(folder, 'a_history_2026-01-08.jsonl');
    await mkdir(file);
    await expect(readHistory({ folder, name: 'a' }, new Date(0)).next()).rejects.toThrow(
      `cannot read history ${file} (EISDIR): it is a folder: remove it, or configure another path`,
    );
  });
});
