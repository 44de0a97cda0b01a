import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder, startRouter, untilRouter, wanctl, wanFile, writeYaml } from './harness.js';

const ROUTER_MS = 300;
/** Waiting for the router or for a lost probe (1 s) would miss turns. */
const INTERVAL_SECONDS = 0.2;
const TICKS = 30;

/** What the witness in the daemon says of each tick of a WAN. */
interface Tick {
  readonly wan: string;
  readonly measurement: string;
  /** The law had something fresh to judge by. */
  readonly isJudged: boolean;
  /** Reads of the counters so far. */
  readonly reads: number;
  /** From the daemon's telemetry. */
  readonly missed: number;
}

/** A plugin that stands in for the probe `cake`, and prints what the daemon's own events and telemetry tell. */
const WITNESS = `
import cake from '${createRequire(import.meta.url).resolve('@wanctl/probe-cake')}';

export default {
  apiVersion: 1,
  kind: 'probe',
  name: 'witness',
  create(host, options) {
    const [line, events, telemetry] = ['Line', 'Events', 'Telemetry'].map((name) =>
      host.resolve(Symbol.for('@wanctl/core:' + name)),
    );
    const wan = line.wanName;
    let measurement = 'starting';
    let samples = 0;
    events.on('measurement', (event) => {
      if (event.wan === wan && event.measures !== 'counters') measurement = event.health.state;
    });
    events.on('tick', (event) => {
      const missed = telemetry.snapshot().counters['ticks.missed'] ?? 0;
      const tick = { wan, measurement, isJudged: event.assessment !== null, reads: samples / 2, missed };
      if (event.wan === wan) console.log(JSON.stringify(tick));
    });
    const probe = cake.create(host, options);
    return {
      measures: probe.measures,
      start: (sink) => probe.start((sample) => { samples += 1; sink(sample); }),
      stop: () => probe.stop(),
      health: () => probe.health(),
    };
  },
};
`;

/** A daemon with these WANs behind one slow router, and what has been witnessed in it so far. */
async function setUp(...names: string[]) {
  const router = await startRouter(names, { latency: () => ROUTER_MS });
  const folder = await newFolder();
  await writeFile(join(folder, 'witness.mjs'), WITNESS);
  const fileOf = (name: string) => {
    const settings = wanFile(folder, router, name);
    const plugins = [...settings.plugins, './witness.mjs'];
    const edit = { plugins, interval_seconds: INTERVAL_SECONDS, counters: { kind: 'witness' } };
    return writeYaml(folder, `${name}.yaml`, { ...settings, ...edit });
  };
  const cli = wanctl('run', '--config', ...(await Promise.all(names.map(fileOf))));
  const ticks = (): Tick[] => {
    const lines = cli.stdout().split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  };
  return { router, folder, cli, ticks };
}

it('ticks on time on what is fresh while the router is slow', { timeout: 60_000 }, async () => {
  const { router, folder, cli, ticks } = await setUp('fibre', 'cable');
  const of = (wan: string, measurement: string) =>
    ticks().filter((tick) => tick.wan === wan && tick.measurement === measurement);
  const limits = () => ['fibre-down', 'cable-down'].map((queue) => router.queue(queue).maxLimitBps);
  await untilRouter(router, () => limits().every((limitBps) => limitBps === 90e6));
  for (const reflector of router.wans.get('fibre')?.reflectors ?? []) reflector.muted = true;
  await untilRouter(router, () => of('fibre', 'collapsed').length >= TICKS);
  cli.kill('SIGTERM');
  expect(await cli.exited).toBe(0);

  expect(ticks().filter(({ missed }) => missed > 0)).toEqual([]);
  // The router is slower than a tick: some have fresh counters, the others go without.
  for (const wan of ['fibre', 'cable']) {
    const own = ticks().filter((tick) => tick.wan === wan);
    expect(own.at(-1)?.reads).toBeGreaterThan(1);
    expect(own.at(-1)?.reads).toBeLessThan(own.length / 2);
  }
  // Nothing is known of the one any more: that is said, and what was known before is not judged by again.
  expect(of('fibre', 'collapsed').filter(({ isJudged }) => isJudged)).toEqual([]);
  expect(of('cable', 'healthy').filter(({ isJudged }) => isJudged).length).toBeGreaterThan(TICKS);
  expect(limits()).toEqual([90e6, 90e6]);
  const log = await readFile(join(folder, 'fibre.log'), 'utf8');
  expect(log).toContain('[WARNING] measurement is collapsed: no answer from 127.0.0.1:');
});
