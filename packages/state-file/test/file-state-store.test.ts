import { mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeIn, tempFolder } from './harness.js';

const OLD = { timestamp: '2026-01-01T00:00:00', ewma: { baseline_rtt: 21.5, load_rtt: 22 } };
const NEW = { timestamp: '2026-01-01T00:00:02', ewma: { baseline_rtt: 21.6, load_rtt: 30 } };

describe('save and load', () => {
  it('gives back what was saved, in the layout of existing files', async () => {
    const { store, file } = await storeIn(await tempFolder());
    await store.save('wan1', OLD);
    expect(await store.load('wan1')).toEqual(OLD);
    expect(await readFile(file, 'utf8')).toBe(JSON.stringify(OLD, null, 2));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('makes a missing folder with mode 0755', async () => {
    const folder = join(await tempFolder(), 'var', 'lib');
    const { store, file } = await storeIn(folder);
    await store.save('wan1', OLD);
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o755);
  });

  it('keeps the previous document as backup and leaves nothing else', async () => {
    const folder = await tempFolder();
    const { store, file } = await storeIn(folder);
    for (const document of [{}, OLD, NEW]) await store.save('wan1', document);
    expect(JSON.parse(await readFile(`${file}.backup`, 'utf8'))).toEqual(OLD);
    expect((await readdir(folder)).sort()).toEqual(['wan1_state.json', 'wan1_state.json.backup']);
  });

  it('lets the last of many saves at once win', async () => {
    const { store } = await storeIn(await tempFolder());
    await Promise.all(Array.from({ length: 20 }, (_, turn) => store.save('wan1', { turn })));
    expect(await store.load('wan1')).toEqual({ turn: 19 });
  });

  it('knows nothing about a line that was never saved', async () => {
    const { store, lines } = await storeIn(await tempFolder());
    expect(await store.load('wan1')).toBeNull();
    expect(lines).toEqual([]);
  });

  it('names the known documents when asked for another', async () => {
    const { store } = await storeIn(await tempFolder());
    await expect(store.load('toString')).rejects.toMatchObject({
      code: 'ERR_OPTIONS_INVALID',
      message: 'state document "toString" has no file; known: wan1',
    });
  });
});

describe('damage', () => {
  it('survives truncation at every byte', async () => {
    const { store, file, lines } = await storeIn(await tempFolder());
    const text = JSON.stringify(NEW, null, 2);
    for (let length = 0; length < text.length; length += 1) {
      await store.save('wan1', OLD);
      await store.save('wan1', NEW);
      await truncate(file, length);
      lines.length = 0;
      expect(await store.load('wan1')).toEqual(OLD);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(`kept as ${file}.corrupt; using ${file}.backup`);
      expect(await readFile(`${file}.corrupt`, 'utf8')).toBe(text.slice(0, length));
    }
  });

  it('still has the backup when the process dies before the next save', async () => {
    const { store, file } = await storeIn(await tempFolder());
    await store.save('wan1', OLD);
    await store.save('wan1', NEW);
    await writeFile(file, '[]');
    await store.load('wan1');
    expect(await store.load('wan1')).toEqual(OLD);
  });

  it('starts afresh, with one warning, when file and backup are damaged', async () => {
    const { store, file, lines } = await storeIn(await tempFolder());
    await writeFile(file, 'null');
    await writeFile(`${file}.backup`, '{');
    expect(await store.load('wan1')).toBeNull();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^warn .*damaged \(not a JSON object\).*starting afresh$/);
  });

  it('does not fail when the damaged file cannot be moved aside', async () => {
    const { store, file, lines } = await storeIn(await tempFolder());
    await writeFile(file, 'junk');
    await mkdir(`${file}.corrupt`);
    expect(await store.load('wan1')).toBeNull();
    expect(lines[0]).toContain('could not be moved aside');
  });

  it('takes any content without an error, and can save afterwards', async () => {
    const { store, file } = await storeIn(await tempFolder());
    const content = fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from), fc.string().map(Buffer.from));
    await fc.assert(
      fc.asyncProperty(content, content, async (main, backup) => {
        await writeFile(file, main);
        await writeFile(`${file}.backup`, backup);
        const loaded = await store.load('wan1');
        expect(loaded === null || (typeof loaded === 'object' && !Array.isArray(loaded))).toBe(true);
        await store.save('wan1', NEW);
        expect(await store.load('wan1')).toEqual(NEW);
      }),
      { numRuns: 100 },
    );
  });
});

describe('left over temporary files', () => {
  it('go at load when a killed process left them, and stay while another process may be saving', async () => {
    const folder = await tempFolder();
    const { store, file } = await storeIn(folder);
    await store.save('wan1', OLD);
    const stale = ['wan1_state.json.0123456789ab.tmp'];
    const kept = ['wan1_state.json.ba9876543210.tmp', 'wan1_state.json.note.tmp', 'other.0123456789ab.tmp'];
    for (const name of [...stale, ...kept]) await writeFile(join(folder, name), '{"half":');
    const longAgo = Date.now() / 1000 - 3600;
    for (const name of [...stale, ...kept.slice(1)]) await utimes(join(folder, name), longAgo, longAgo);
    expect(await store.load('wan1')).toEqual(OLD);
    expect((await readdir(folder)).sort()).toEqual([...kept, 'wan1_state.json'].sort());
    expect(await readFile(file, 'utf8')).toBe(JSON.stringify(OLD, null, 2));
  });
});

describe('a disk that refuses', () => {
  it('says what to do when a folder has the name of the file', async () => {
    const folder = await tempFolder();
    const { store, file } = await storeIn(folder);
    await mkdir(file);
    for (const call of [store.load('wan1'), store.save('wan1', NEW)]) {
      await expect(call).rejects.toMatchObject({
        code: 'ERR_STATE_IO',
        message: expect.stringContaining(file),
      });
    }
    await expect(store.load('wan1')).rejects.toThrow('remove it, or configure another path');
  });

  it('says what to do when the folder is a file, and leaves no temporary file', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'plain'), '');
    const { store } = await storeIn(join(folder, 'plain'));
    await expect(store.save('wan1', NEW)).rejects.toMatchObject({ code: 'ERR_STATE_IO' });
    expect(await readdir(folder)).toEqual(['plain']);
  });
});
