import { expect, it, onTestFinished } from 'vitest';
import { createDaemon } from '../../src/daemon/daemon.js';
import { loadFiles } from '../../src/daemon/load-files.js';
import {
  addRule,
  isSteered,
  newFolder,
  startRouter,
  steeringFile,
  wanFile,
  writeYaml,
} from '../cli/harness.js';

/** Two lines whose buffers hold 20 ms at their best and 400 ms at a twentieth of that, and the daemon on both. */
async function openHouse() {
  const folder = await newFolder();
  const router = await startRouter(['fibre', 'cable'], {}, { capacityBps: 100e6, bufferMs: 20 });
  onTestFinished(() => router.close());
  addRule(router);
  const files = await Promise.all([
    writeYaml(folder, 'fibre.yaml', wanFile(folder, router, 'fibre')),
    writeYaml(folder, 'cable.yaml', wanFile(folder, router, 'cable')),
    writeYaml(folder, 'steering.yaml', steeringFile(folder, router)),
  ]);
  const daemon = await createDaemon(await loadFiles(files), { debug: false, console: false });
  onTestFinished(() => daemon.stop());
  const { link: fibre } = router.wans.get('fibre') ?? expect.fail();
  const { link: cable } = router.wans.get('cable') ?? expect.fail();
  return { router, daemon, fibre, cable };
}

it('an evening: calls leave the line while it is congested, and return, once each', {
  timeout: 60_000,
}, async () => {
  const { router, daemon, fibre, cable } = await openHouse();
  /** A call begins at every turn of the first line's loop, and goes where the rule sends it. */
  const calls: { over: string; rttMs: number }[] = [];
  daemon.events.on('tick', ({ wan }) => {
    if (wan !== 'fibre') return;
    const [over, link] = isSteered(router) ? ['cable', cable] : ['fibre', fibre];
    calls.push({ over, rttMs: link.rttMs() });
  });
  /** Resolves after so many calls over that line, in a row or not. */
  const untilCalls = (over: string, count: number) =>
    new Promise<void>((resolve) => {
      const begin = calls.length;
      const forget = daemon.events.on('tick', () => {
        if (calls.slice(begin).filter((call) => call.over === over).length < count) return;
        forget();
        resolve();
      });
    });

  await daemon.start();
  await untilCalls('fibre', 15);
  // Below the floor of its limit, so that only leaving the line helps.
  Object.assign(fibre.download, { capacityBps: 5e6, demandBps: Number.POSITIVE_INFINITY });
  await untilCalls('cable', 20);
  expect(fibre.rttMs()).toBeGreaterThan(150);
  expect(calls.slice(-20).every(({ rttMs }) => rttMs < 60)).toBe(true);
  Object.assign(fibre.download, { capacityBps: 100e6, demandBps: 0 });
  await untilCalls('fibre', 20);

  const path = calls.map(({ over }) => over).filter((over, index, all) => over !== all[index - 1]);
  expect(path).toEqual(['fibre', 'cable', 'fibre']);
});
