import { setTimeout as sleep } from 'node:timers/promises';
import { ZonesAssessor, type ZonesOptions } from '@wanctl/assessor-zones';
import {
  ControlLoop,
  Events,
  type LineSettings,
  SampleInbox,
  StateKeeper,
  silentLogger,
  systemClock,
  Telemetry,
  WanQueues,
} from '@wanctl/core';
import { MemoryRouter, MemoryStateStore, ScriptedProbe } from '@wanctl/core/testing';

const INTERVAL_MS = 50;
/** What a process does once, such as compiling, is over by then. */
const WARM_UP_MS = 3000;
const RUN_MS = 8000;
const DIRECTION = {
  floorGreenBps: 50e6,
  floorYellowBps: 40e6,
  floorSoftRedBps: 30e6,
  floorRedBps: 20e6,
  ceilingBps: 100e6,
  stepUpBps: 5e6,
  factorDown: 0.85,
};
const LAW: ZonesOptions = {
  download: DIRECTION,
  upload: DIRECTION,
  thresholds: {
    targetBloatMs: 15,
    warnBloatMs: 45,
    hardRedBloatMs: 80,
    alphaBaseline: 0.02,
    alphaLoad: 0.2,
    baselineUpdateThresholdMs: 3,
  },
  medianOfThree: false,
};

/**
 * The own work of a tick at 20 ticks/s, with 1 to 50 WANs in one process: everything of the loop is real, only
 * the router, the disk and the network are in memory. Each tick gets a fresh sample, and the
 * load comes and goes, so that rates move.
 */
export async function benchTick(): Promise<void> {
  console.log(`tick: ${1000 / INTERVAL_MS} ticks/s, ${RUN_MS / 1000} s each; times in ms`);
  console.log('WANs    p50      p95      p99      max      p99/interval  CPU/core  missed');
  for (const wans of [1, 2, 10, 50]) {
    const { tick, missed, cpuShare } = await measure(wans);
    const times = [tick.p50, tick.p95, tick.p99, tick.max].map((ms) => ms.toFixed(3).padEnd(9)).join('');
    const ratio = (tick.p99 / INTERVAL_MS).toFixed(4).padEnd(14);
    console.log(
      `${String(wans).padEnd(8)}${times}${ratio}${`${(cpuShare * 100).toFixed(1)} %`.padEnd(10)}${missed}`,
    );
  }
}

async function measure(count: number) {
  const telemetry = new Telemetry();
  const wans = Array.from({ length: count }, (_, index) => createWan(`wan${index}`, telemetry));
  await Promise.all(wans.map(({ loop }) => loop.start()));
  let turn = 0;
  const samples = setInterval(() => {
    turn += 1;
    for (const { probe } of wans) probe.answer(turn % 60 < 30 ? 200 : 20);
  }, INTERVAL_MS);
  await sleep(WARM_UP_MS);
  const warm = telemetry.mark();
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  await sleep(RUN_MS);
  clearInterval(samples);
  const { user, system } = process.cpuUsage(cpu);
  const cpuShare = (user + system) / 1000 / (performance.now() - startedMs);
  await Promise.all(wans.map(({ loop }) => loop.stop()));
  const { stages, counters } = telemetry.snapshot(warm);
  const tick = stages['tick'];
  if (!tick) throw new Error('no tick was recorded');
  return { tick, missed: counters['ticks.missed'] ?? 0, cpuShare };
}

function createWan(wanName: string, telemetry: Telemetry) {
  const bounds = { floorBps: DIRECTION.floorRedBps, ceilingBps: DIRECTION.ceilingBps };
  const line: LineSettings = {
    wanName,
    intervalMs: INTERVAL_MS,
    baselineRttMs: 20,
    reflectors: ['reflector'],
    queues: { download: 'Down', upload: 'Up' },
    bounds: { download: bounds, upload: bounds },
  };
  const router = new MemoryRouter({
    'queue/tree': [
      { '.id': '*1', name: 'Down', 'max-limit': '0', queue: 'down' },
      { '.id': '*2', name: 'Up', 'max-limit': '0', queue: 'up' },
    ],
  });
  const probe = new ScriptedProbe();
  const common = { clock: systemClock, logger: silentLogger, events: new Events(), telemetry };
  const targets = { download: { queue: 'Down', type: 'down' }, upload: { queue: 'Up', type: 'up' } };
  const loop = new ControlLoop({
    line,
    probes: [probe],
    inbox: new SampleInbox({ download: 'Down', upload: 'Up' }, telemetry),
    assessor: new ZonesAssessor(LAW, line),
    queues: new WanQueues({ wanName, targets, transport: router, ...common }),
    keeper: new StateKeeper(new MemoryStateStore(), wanName, systemClock, silentLogger, telemetry),
    ...common,
  });
  return { loop, probe };
}
