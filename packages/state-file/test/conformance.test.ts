import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger, systemClock } from '@wanctl/core';
import { describeStateStore } from '@wanctl/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileStateStore } from '../src/index.js';
import { tempFolder } from './harness.js';

describeStateStore(
  'FileStateStore',
  async () => {
    const folder = await tempFolder();
    const document = (name: string) => join(folder, `${name}.json`);
    const lock = (name: string) => join(folder, `${name}.lock`);
    const options = {
      documents: { one: { file: document('one') }, two: { file: document('two') } },
      locks: { one: { file: lock('one'), timeoutSec: 300 }, two: { file: lock('two'), timeoutSec: 300 } },
    };
    const open = () => new FileStateStore(options, systemClock, silentLogger);
    return {
      store: open(),
      reopen: open,
      damage: (name) => truncate(document(name), 5),
      async lockElsewhere(name) {
        const holder = spawn('cat', { stdio: ['pipe', 'ignore', 'inherit'] });
        onTestFinished(() => void holder.kill('SIGKILL'));
        await once(holder, 'spawn');
        await writeFile(lock(name), `${holder.pid}\n`);
      },
    };
  },
  { describe, it, expect },
);
