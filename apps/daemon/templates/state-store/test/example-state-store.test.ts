import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStateStore, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { ExampleStateStore, ExampleStateStoreOptions } from '../src/index.js';

/** A store in a folder of its own; the test's parent process stands for another daemon. */
async function open() {
  const folder = await mkdtemp(join(tmpdir(), 'example-state-store-'));
  const options = Object.assign(new ExampleStateStoreOptions(), { folder });
  const newStore = () => new ExampleStateStore(options, new RecordingLogger());
  return {
    folder,
    store: newStore(),
    reopen: newStore,
    damage: (name: string) => writeFile(join(folder, `${name}.json`), '{"turn": '),
    lockElsewhere: (name: string) => writeFile(join(folder, `${name}.lock`), String(process.ppid)),
    close: () => rm(folder, { recursive: true }),
  };
}

describe('ExampleStateStore', () => {
  it('takes over the lock of a process that is gone', async () => {
    const { store, folder, close } = await open();
    await writeFile(join(folder, 'one.lock'), '999999999');
    await (await store.lock('one')).release();
    expect(await readdir(folder)).toEqual([]);
    await close();
  });

  it('says where it could not save', async () => {
    const { store, folder, close } = await open();
    await close();
    await writeFile(folder, 'in the way');
    await expect(store.save('one', {})).rejects.toThrow(`cannot save "one" in ${folder}`);
    await rm(folder);
  });
});

describeStateStore('ExampleStateStore', open, { describe, it, expect });
