import { lstat, mkdir, readFile, readlink, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeIn, tempFolder } from './harness.js';

const FORMER = { ewma: { baseline_rtt: 20 } };
const OWN = { version: 1, ewma: { baseline_rtt: 25 } };
const HOUR_AGO = Date.now() / 1000 - 3600;

/** A store in one folder whose document an older program keeps in another. */
async function withFormer() {
  const folder = await tempFolder();
  const run = join(folder, 'run');
  await mkdir(run);
  const formerly = join(run, 'wan1_state.json');
  return { ...(await storeIn(join(folder, 'lib'), { formerly })), formerly, run };
}

describe('adoptFormer', () => {
  it('takes over the document of the older program and leaves a link', async () => {
    const { store, file, formerly, lines } = await withFormer();
    await writeFile(formerly, JSON.stringify(FORMER));
    expect(await store.load('wan1')).toEqual(FORMER);
    expect(lines).toEqual([`info state file ${formerly} is now kept as ${file}`]);
    expect(await readlink(formerly)).toBe(file);
    await store.save('wan1', OWN);
    expect(JSON.parse(await readFile(formerly, 'utf8'))).toEqual(OWN);
  });

  it('takes over again when the older program has run in between', async () => {
    const { store, file, formerly } = await withFormer();
    await store.save('wan1', OWN);
    await utimes(file, HOUR_AGO, HOUR_AGO);
    await store.load('wan1');
    await writeFile(`${formerly}.x`, JSON.stringify(FORMER));
    await rename(`${formerly}.x`, formerly);
    expect(await store.load('wan1')).toEqual(FORMER);
    expect(await readlink(formerly)).toBe(file);
  });

  it('keeps its own document when that is newer, and still leaves a link', async () => {
    const { store, file, formerly } = await withFormer();
    await store.save('wan1', OWN);
    await writeFile(formerly, JSON.stringify(FORMER));
    await utimes(formerly, HOUR_AGO, HOUR_AGO);
    expect(await store.load('wan1')).toEqual(OWN);
    expect(await readlink(formerly)).toBe(file);
  });

  it('leaves a link where nothing was, as after a reboot', async () => {
    const { store, formerly } = await withFormer();
    await store.save('wan1', OWN);
    await store.load('wan1');
    expect(JSON.parse(await readFile(formerly, 'utf8'))).toEqual(OWN);
  });

  it('sets a damaged former document aside and starts afresh', async () => {
    const { store, file, formerly } = await withFormer();
    await writeFile(formerly, '{"ewma":');
    expect(await store.load('wan1')).toBeNull();
    expect(await readFile(`${formerly}.corrupt`, 'utf8')).toBe('{"ewma":');
    expect(await readlink(formerly)).toBe(file);
  });

  it('goes on without a link when the folder is missing', async () => {
    const folder = await tempFolder();
    const { store, lines } = await storeIn(folder, { formerly: join(folder, 'missing', 'x.json') });
    await store.save('wan1', OWN);
    expect(await store.load('wan1')).toEqual(OWN);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^debug no link from .*ENOENT/);
  });

  it('makes no link onto itself when both paths are one place by two names', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'real'));
    await symlink('real', join(folder, 'alias'));
    const formerly = join(folder, 'alias', 'wan1_state.json');
    const { store, file } = await storeIn(join(folder, 'real'), { formerly });
    expect(await store.load('wan1')).toBeNull();
    await store.save('wan1', OWN);
    expect(await store.load('wan1')).toEqual(OWN);
    expect((await lstat(file)).isFile()).toBe(true);
  });
});
