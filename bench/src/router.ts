import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '@wanctl/core';
import { quantile } from './quantile.js';
import { bareOver, NAMES, type Name, openQueues, openTransport, portOf } from './router-clients.js';
import { countTraffic, type SimulatedRouter, startSimulatedRouter } from './simulated-router.js';
import { captureWire } from './wire.js';

const DECISIONS = 150;
/** Decisions of each client before the first that counts: the daemon runs for months, its code is compiled. */
const WARM_UP = 1000;
const TICKS = 1000;
/** Between two decisions, ms. */
const PAUSE_MS = 20;
const RECONNECTS = 15;
const QUEUE_MENU = 'queue/tree';

/**
 * From a decision to the router's acceptance, and what of it is not the router's own service time, as a packet
 * capture tells it. The reference in the same run, in turns with ours, is a bare client: the same changes by Node's
 * own https, by ssh2, or by sentences over Node's own tls, alone.
 */
export async function benchRouter(): Promise<void> {
  console.log(`router: ${DECISIONS} decisions; ms, p50 / p95`);
  console.log(
    'preset   over  limits  decision to accepted  router alone   own        bare, own  own/bare p50  cold start',
  );
  for (const name of NAMES) await withRouter('chr', (router) => warmUp(name, router));
  for (const preset of ['chr', 'rb5009', 'mips']) {
    for (const name of NAMES) {
      for (const limits of [1, 2] as const) {
        await withRouter(preset, (router) => decisions(preset, name, limits, router));
      }
    }
  }
  console.log(`\nrequests and bytes on the wire per ${TICKS} ticks (preset chr)`);
  console.log('over  unchanging          changing');
  for (const name of NAMES) await withRouter('chr', (router) => traffic(name, router));
  console.log('\none change over a kept connection against a new connection for each (preset chr), p50 ms');
  console.log('over  kept    new     new/kept');
  for (const name of NAMES) await withRouter('chr', (router) => reconnecting(name, router));
}

async function withRouter(preset: string, run: (router: SimulatedRouter) => Promise<void>): Promise<void> {
  const router = await startSimulatedRouter(preset);
  try {
    await run(router);
  } finally {
    await router.close();
  }
}

async function warmUp(name: Name, router: SimulatedRouter): Promise<void> {
  const { ours, bare, close } = await openClients(name, 2, router);
  for (let turn = 0; turn < WARM_UP; turn += 1) {
    await ours();
    await bare(turn);
  }
  await close();
}

/** Both ways to change so many limits, ready to go, and how long the first decision took us with no connection, ms. */
async function openClients(name: Name, limits: 1 | 2, router: SimulatedRouter) {
  const startedMs = performance.now();
  const { transport, change } = openQueues(name, router);
  await change(2);
  const coldMs = performance.now() - startedMs;
  const rows = await transport.read({ menu: QUEUE_MENU, fields: ['name'] });
  const changed = rows.flatMap((row) => row['.id'] ?? []).slice(0, limits);
  const bareClient = await bareOver[name](router, changed);
  const bare = (turn: number) => bareClient.change(1e6 + turn);
  await bare(-1);
  const close = () => {
    bareClient.close();
    return transport.close();
  };
  return { ours: () => change(limits), bare, close, coldMs };
}

async function decisions(preset: string, name: Name, limits: 1 | 2, router: SimulatedRouter): Promise<void> {
  const clients = await openClients(name, limits, router);
  const wire = await captureWire(portOf(name, router));
  const ours: Span[] = [];
  const bare: Span[] = [];
  for (let turn = 0; turn < DECISIONS; turn += 1) {
    ours.push(await spanOf(clients.ours));
    bare.push(await spanOf(() => clients.bare(turn)));
  }
  await wire.stop();
  await clients.close();
  const servedMs = (span: Span) => wire.routerMs(span.fromMs, span.toMs);
  const took = ours.map(lengthOf);
  const served = ours.map(servedMs);
  const own = ours.map((span) => lengthOf(span) - servedMs(span));
  const bareOwn = bare.map((span) => lengthOf(span) - servedMs(span));
  const cells = [
    preset.padEnd(8),
    name.padEnd(5),
    String(limits).padEnd(7),
    pair(took).padEnd(21),
    pair(served).padEnd(14),
    pair(own).padEnd(10),
    pair(bareOwn).padEnd(10),
    (quantile(own, 0.5) / quantile(bareOwn, 0.5)).toFixed(2).padEnd(13),
    clients.coldMs.toFixed(0),
  ];
  console.log(cells.join(' '));
}

/** When something was done, wall clock, ms. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Does it apart from what comes before and after, so that its packets can be told from theirs. */
async function spanOf(work: () => Promise<void>): Promise<Span> {
  await sleep(PAUSE_MS);
  const fromMs = wallMs();
  await work();
  return { fromMs, toMs: wallMs() };
}

function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

function lengthOf({ fromMs, toMs }: Span): number {
  return toMs - fromMs;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

async function traffic(name: Name, router: SimulatedRouter): Promise<void> {
  const relays = await countTraffic(router);
  const { transport, change, want } = openQueues(name, relays);
  await change(2);
  const measure = async (turn: () => Promise<void>) => {
    router.reset();
    const before = relays.bytes();
    for (let tick = 0; tick < TICKS; tick += 1) await turn();
    await sleep(20);
    const kilobytes = (relays.bytes() - before) / 1000;
    return `${router.servedMs.length} requests, ${kilobytes.toFixed(0)} kB`.padEnd(20);
  };
  console.log(name.padEnd(5), await measure(want), await measure(() => change(2)));
  await transport.close();
  relays.close();
}

async function reconnecting(name: Name, router: SimulatedRouter): Promise<void> {
  const keptTransport = openTransport(name, router);
  const [row] = await keptTransport.read({ menu: QUEUE_MENU, fields: ['name'] });
  const set = (transport: Transport, rate: number) =>
    transport.apply([{ menu: QUEUE_MENU, id: row?.['.id'] ?? '', set: { 'max-limit': String(rate) } }]);
  const kept: number[] = [];
  const fresh: number[] = [];
  for (let turn = 0; turn < RECONNECTS; turn += 1) {
    kept.push(await timed(async () => void (await set(keptTransport, 1e6 + turn))));
    const transport = openTransport(name, router);
    fresh.push(await timed(async () => void (await set(transport, 2e6 + turn))));
    await transport.close();
  }
  await keptTransport.close();
  const [old, anew] = [quantile(kept, 0.5), quantile(fresh, 0.5)];
  console.log(name.padEnd(5), old.toFixed(1).padEnd(7), anew.toFixed(1).padEnd(7), (anew / old).toFixed(1));
}

function pair(values: readonly number[]): string {
  return `${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)}`;
}
