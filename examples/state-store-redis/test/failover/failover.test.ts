import { afterAll, describe, expect, it } from 'vitest';
import { WITHOUT_REDIS } from '../harness.js';
import { cutOff, WITHOUT_NAMESPACES } from './namespaces.js';
import { type Daemon, startDaemon, startLine, startWorld, type Write } from './world.js';

type World = Pick<Awaited<ReturnType<typeof startWorld>>, 'writes' | 'untilWriteOf'>;

interface Outcome {
  readonly takeOverSec: string;
  readonly writesBefore: number;
  readonly writesAfter: number;
  readonly writesOfTheOldAfter: number;
}

const table: Record<string, Outcome> = {};

/** Waits for both to be ready, strikes, and waits for the other's writes; gives what the router has seen since. */
async function takeOver(fault: string, { writes, untilWriteOf }: World, strike: () => unknown) {
  await untilWriteOf('alpha');
  const struckAtMs = performance.now();
  await strike();
  await untilWriteOf('beta');
  const first = writes.findIndex(({ by }) => by === 'beta');
  return async () => {
    for (let more = 0; more < 5; more += 1) await untilWriteOf('beta');
    const after = writes.slice(first);
    table[fault] = {
      takeOverSec: (((writes[first] as Write).atMs - struckAtMs) / 1000).toFixed(1),
      writesBefore: first,
      writesAfter: after.length,
      writesOfTheOldAfter: after.filter(({ by }) => by === 'alpha').length,
    };
    expect(table[fault]).toMatchObject({ writesOfTheOldAfter: 0 });
  };
}

/** Alpha runs the line, beta stands by. */
async function startBoth(start: (name: string) => Promise<Daemon>) {
  const alpha = await start('alpha');
  await alpha.logged('started, a decision');
  const beta = await start('beta');
  await beta.logged('standing by: "fibre" in Redis belongs to');
  return { alpha, beta };
}

describe.skipIf(WITHOUT_REDIS !== null)(
  'the daemon on another machine takes over',
  { timeout: 60_000 },
  () => {
    afterAll(() => {
      if (process.env['FAILOVER_TABLE']) console.table(table);
    });

    it('at once from one that is stopped', async () => {
      const world = await startWorld();
      const { alpha } = await startBoth(world.daemon);
      await (await takeOver('SIGTERM', world, () => alpha.process.kill('SIGTERM')))();
    });

    it('from one that is killed', async () => {
      const world = await startWorld();
      const { alpha } = await startBoth(world.daemon);
      await (await takeOver('SIGKILL', world, () => alpha.process.kill('SIGKILL')))();
    });

    it('from one that stands still, which writes nothing when it goes on, and stands by', async () => {
      const world = await startWorld();
      const { alpha, beta } = await startBoth(world.daemon);
      const check = await takeOver('SIGSTOP, later SIGCONT', world, () => alpha.process.kill('SIGSTOP'));
      alpha.process.kill('SIGCONT');
      await alpha.logged('the lock is lost, nothing more is written: standing by');
      await alpha.logged('standing by: "fibre" in Redis belongs to');
      await check();
      beta.process.kill('SIGTERM');
      await world.untilWriteOf('alpha');
    });

    it.skipIf(WITHOUT_NAMESPACES !== null)(
      'from one that Redis does not hear, while the router does',
      async () => {
        const line = await startLine();
        const { urlOf, cut, heal } = await cutOff();
        const { alpha } = await startBoth((name) => startDaemon(name, urlOf(name), line));
        const check = await takeOver('network cut, later healed', line, cut);
        await alpha.logged('the lock is lost, nothing more is written: standing by');
        heal();
        await alpha.logged('standing by: "fibre" in Redis belongs to');
        await check();
      },
    );
  },
);
