import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Clock,
  Events,
  type LineSettings,
  silentLogger,
  systemClock,
  Telemetry,
  type Transport,
  WanQueues,
} from '@wanctl/core';
import { MemoryTrustStore } from '@wanctl/core/testing';
import { CakeProbe, CakeProbeOptions, queueReaderOf } from '@wanctl/probe-cake';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { RestTransport, RestTransportOptions } from '@wanctl/transport-rest';

const MINUTE_MS = 60_000;
const WAN_CYCLE_MS = 500;
const STEERING_CYCLE_MS = 2000;
const CAPACITY_BPS = 100e6;
const LINES = ['wan1', 'wan2'].map(lineOf);

/** Time that runs faster than the machine's, for all but the requests themselves. */
const SPEED = 10;
const clock: Clock = {
  now: () => systemClock.now() * SPEED,
  wall: () => systemClock.wall(),
  schedule: (callback, delayMs) => systemClock.schedule(callback, delayMs / SPEED),
};

/** The minutes that are measured, one after another. */
const MINUTES = [
  { name: 'at rest', demandBps: 0, writes: 0 },
  { name: 'in full use', demandBps: Number.POSITIVE_INFINITY, writes: 0 },
  { name: 'one written to each second', demandBps: Number.POSITIVE_INFINITY, writes: 60 },
];

/** What all who ask work with. */
interface Parts {
  readonly router: RouterSim;
  readonly transport: Transport;
  readonly events: Events;
  readonly telemetry: Telemetry;
}

/** Begins to ask for counters; the returned function ends it. */
type Ask = (parts: Parts) => Promise<() => void>;

/** What a way of asking comes to in one minute. */
interface Minute {
  readonly reads: number;
  readonly writes: number;
  /** Share of what was asked for that needed no request of its own. */
  readonly hitRate: number;
}

/**
 * Requests of a minute for the counters of two WANs, which look at them twice a second, and of steering, which does
 * every 2 s: by probe-cake over REST to the simulator, against each of them reading for itself in each cycle.
 */
export async function benchCake(): Promise<void> {
  console.log('cake: requests a minute for 2 WANs and steering, as the simulated router counts them');
  console.log('lines                        by itself  shared  shared/itself  hit rate  writes');
  const alone = await minutesOf(askAlone);
  const shared = await minutesOf(askTogether);
  for (const [index, { name }] of MINUTES.entries()) {
    const { reads = Number.NaN } = alone[index] ?? {};
    const { reads: sharedReads = Number.NaN, hitRate = Number.NaN, writes } = shared[index] ?? {};
    const requests = [
      `${reads}`.padEnd(10),
      `${sharedReads}`.padEnd(7),
      (sharedReads / reads).toFixed(2).padEnd(14),
    ];
    console.log(name.padEnd(28), ...requests, `${(100 * hitRate).toFixed(0)} %`.padEnd(9), writes);
  }
}

async function minutesOf(ask: Ask): Promise<Minute[]> {
  const router = await startRouter();
  const transport = transportTo(router);
  const parts = { router, transport, events: new Events(), telemetry: new Telemetry() };
  const stop = await ask(parts);
  const queues = queuesOf(parts);
  // In its first minute probe-cake learns which signals there are.
  await sleep(MINUTE_MS / SPEED);
  const minutes: Minute[] = [];
  for (const { demandBps, writes } of MINUTES) {
    for (const { link } of router.wans.values()) link.download.demandBps = demandBps;
    minutes.push(await minuteOf(parts, queues, writes));
  }
  stop();
  await transport.close();
  await router.close();
  return minutes;
}

/** Counts the requests of a minute, in which the limits of the first WAN are cut so many times. */
async function minuteOf({ router, telemetry }: Parts, queues: WanQueues, cuts: number): Promise<Minute> {
  const before = telemetry.snapshot().counters;
  let [reads, writes] = [0, 0];
  const forget = router.onRequest(({ method }) => {
    if (method === 'GET') reads += 1;
    else writes += 1;
  });
  for (let cut = 0; cut < cuts; cut += 1) {
    const rateBps = CAPACITY_BPS - (cut + 1) * 1000;
    queues.want({ download: rateBps, upload: rateBps });
    await sleep(MINUTE_MS / cuts / SPEED);
  }
  if (cuts === 0) await sleep(MINUTE_MS / SPEED);
  forget();
  const after = telemetry.snapshot().counters;
  const counted = (name: string) =>
    (after[`queue-reads.${name}`] ?? 0) - (before[`queue-reads.${name}`] ?? 0);
  const hits = counted('cached') + counted('joined');
  return { reads, writes, hitRate: hits / (hits + counted('sent')) };
}

const askTogether: Ask = async (parts) => {
  const { transport, events, telemetry } = parts;
  const probes = LINES.map(
    (line) => new CakeProbe(new CakeProbeOptions(), line, transport, events, clock, telemetry, silentLogger),
  );
  for (const probe of probes) await probe.start(() => {});
  const reader = queueReaderOf(transport, clock, telemetry);
  const steering = setInterval(() => reader.read(STEERING_CYCLE_MS), STEERING_CYCLE_MS / SPEED);
  return () => {
    clearInterval(steering);
    for (const probe of probes) void probe.stop();
  };
};

const askAlone: Ask = async ({ transport }) => {
  const read = () =>
    transport.read({ menu: 'queue/tree', fields: ['name', 'bytes', 'packets', 'queued-bytes'] });
  const cycles = [...LINES.map(() => WAN_CYCLE_MS), STEERING_CYCLE_MS];
  const timers = cycles.map((cycleMs) => setInterval(read, cycleMs / SPEED));
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
};

async function startRouter(): Promise<RouterSim> {
  const carries = { capacityBps: CAPACITY_BPS };
  const router = await startRouterSim({
    ...{ clock, latency: 'chr' },
    users: [{ name: 'wanctl', password: 'bench', policies: ['read', 'write', 'rest-api'] }],
    wans: LINES.map(({ wanName, queues }) => ({ name: wanName, queues, download: carries, upload: carries })),
  });
  for (const { queues } of LINES) {
    for (const name of Object.values(queues)) {
      router.add('queue/tree', { name, parent: 'global', 'max-limit': `${CAPACITY_BPS}` });
    }
  }
  return router;
}

function transportTo({ httpsUrl }: RouterSim): Transport {
  const options = Object.assign(new RestTransportOptions(), {
    ...{ host: '127.0.0.1', port: Number(new URL(httpsUrl).port), user: 'wanctl', password: 'bench' },
    verify_ssl: false,
  });
  return new RestTransport(options, systemClock, new MemoryTrustStore(), silentLogger);
}

/** The limits of the first WAN. */
function queuesOf({ transport, events, telemetry }: Parts): WanQueues {
  const { wanName, queues } = lineOf('wan1');
  const target = (queue: string) => ({ queue, type: 'default' });
  const targets = { download: target(queues.download), upload: target(queues.upload) };
  return new WanQueues({ wanName, targets, transport, clock, logger: silentLogger, events, telemetry });
}

function lineOf(wanName: string): LineSettings {
  const bounds = { floorBps: 1e6, ceilingBps: CAPACITY_BPS };
  return {
    ...{ wanName, intervalMs: WAN_CYCLE_MS, baselineRttMs: 20, reflectors: [] },
    queues: { download: `${wanName}-down`, upload: `${wanName}-up` },
    bounds: { download: bounds, upload: bounds },
  };
}
