import {
  CLOCK,
  Events,
  LOGGER,
  type Plugin,
  type PluginHost,
  silentLogger,
  systemClock,
  TELEMETRY,
  Telemetry,
  type Token,
  TRUST_STORE,
  type Transport,
  WanQueues,
} from '@wanctl/core';
import { MemoryTrustStore } from '@wanctl/core/testing';
import rest from '@wanctl/transport-rest';
import ssh from '@wanctl/transport-ssh';
import { type SimulatedRouter, startSimulatedRouter } from './simulated-router.js';

const DECISIONS = 150;
const TICKS = 1000;
const RECONNECTS = 15;
const QUEUE_MENU = 'queue/tree';

type Name = 'rest' | 'ssh';

/** From a decision to the router's acceptance, against what the router itself took, in one run. */
export async function benchRouter(): Promise<void> {
  console.log(
    `router: ${DECISIONS} decisions, both limits each; ms. "own" is what comes on top of the router's time`,
  );
  console.log('preset   over  p50     p95     router p50  p95     ratio p50  own p50  own p95  cold start');
  for (const preset of ['chr', 'rb5009', 'mips']) {
    for (const name of ['rest', 'ssh'] as const)
      await withRouter(preset, (router) => decisions(preset, name, router));
  }
  console.log(`\nrequests and bytes on the wire per ${TICKS} ticks (preset chr)`);
  console.log('over  unchanging          changing');
  for (const name of ['rest', 'ssh'] as const) await withRouter('chr', (router) => traffic(name, router));
  console.log('\none change over a kept connection against a new connection for each (preset chr), p50 ms');
  console.log('over  kept    new     new/kept');
  for (const name of ['rest', 'ssh'] as const)
    await withRouter('chr', (router) => reconnecting(name, router));
}

async function withRouter(preset: string, run: (router: SimulatedRouter) => Promise<void>): Promise<void> {
  const router = await startSimulatedRouter(preset);
  try {
    await run(router);
  } finally {
    await router.close();
  }
}

async function decisions(preset: string, name: Name, router: SimulatedRouter): Promise<void> {
  const startedMs = performance.now();
  const { transport, change } = openQueues(name, router);
  await change();
  const coldMs = performance.now() - startedMs;
  const took: number[] = [];
  const served: number[] = [];
  for (let turn = 0; turn < DECISIONS; turn += 1) {
    router.reset();
    const decidedMs = performance.now();
    await change();
    took.push(performance.now() - decidedMs);
    // The router's own report travels between threads; it is there a turn later.
    await new Promise((resolve) => setTimeout(resolve, 2));
    served.push(router.servedMs.reduce((sum, ms) => sum + ms, 0));
  }
  await transport.close();
  const own = took.map((ms, turn) => ms - (served[turn] ?? 0));
  const ratio = quantile(took, 0.5) / quantile(served, 0.5);
  const cells = [took, served].flatMap((list) => [quantile(list, 0.5), quantile(list, 0.95)]);
  const [p50 = 0, p95 = 0, router50 = 0, router95 = 0] = cells;
  console.log(
    [
      preset.padEnd(8),
      name.padEnd(5),
      ms(p50, 7),
      ms(p95, 7),
      ms(router50, 11),
      ms(router95, 7),
      ratio.toFixed(2).padEnd(10),
      ms(quantile(own, 0.5), 8),
      ms(quantile(own, 0.95), 8),
      ms(coldMs, 7),
    ].join(' '),
  );
}

async function traffic(name: Name, router: SimulatedRouter): Promise<void> {
  const { transport, change, want } = openQueues(name, router);
  await change();
  const measure = async (turn: () => Promise<void>) => {
    router.reset();
    for (let tick = 0; tick < TICKS; tick += 1) await turn();
    await new Promise((resolve) => setTimeout(resolve, 20));
    return `${router.servedMs.length} requests, ${(router.bytes() / 1000).toFixed(0)} kB`.padEnd(20);
  };
  console.log(name.padEnd(5), await measure(want), await measure(change));
  await transport.close();
}

async function reconnecting(name: Name, router: SimulatedRouter): Promise<void> {
  const keptTransport = open(name, router);
  const [row] = await keptTransport.read({ menu: QUEUE_MENU, fields: ['name'] });
  const set = (transport: Transport, rate: number) =>
    transport.apply([{ menu: QUEUE_MENU, id: row?.['.id'] ?? '', set: { 'max-limit': String(rate) } }]);
  const kept: number[] = [];
  const fresh: number[] = [];
  for (let turn = 0; turn < RECONNECTS; turn += 1) {
    const beganMs = performance.now();
    await set(keptTransport, 1e6 + turn);
    kept.push(performance.now() - beganMs);
    const reconnectMs = performance.now();
    const transport = open(name, router);
    await set(transport, 2e6 + turn);
    fresh.push(performance.now() - reconnectMs);
    await transport.close();
  }
  await keptTransport.close();
  const [old, anew] = [quantile(kept, 0.5), quantile(fresh, 0.5)];
  console.log(name.padEnd(5), ms(old, 7), ms(anew, 7), (anew / old).toFixed(1));
}

/** The limits of a WAN over a transport: `change` wants new ones and waits, `want` wants the same again. */
function openQueues(name: Name, router: SimulatedRouter) {
  const transport = open(name, router);
  const queues = new WanQueues({
    wanName: 'bench',
    targets: { download: { queue: 'Down', type: 'default' }, upload: { queue: 'Up', type: 'default' } },
    transport,
    clock: systemClock,
    logger: silentLogger,
    events: new Events(),
    telemetry: new Telemetry(),
  });
  // Only cuts, which are never held back.
  let rateBps = 900e6;
  const want = async () => {
    queues.want({ download: rateBps, upload: rateBps });
    await queues.settled();
  };
  const change = async () => {
    rateBps -= 1000;
    await want();
    if (queues.behind) throw new Error(`${name}: the router did not take the limits`);
  };
  return { transport, change, want };
}

const trust = new MemoryTrustStore();

function open(name: Name, router: SimulatedRouter): Transport {
  const plugins: Record<Name, Plugin<'transport'>> = { rest, ssh };
  const common = { host: '127.0.0.1', user: 'wanctl', password: 'bench', timeout_ms: 15_000 };
  const options = {
    rest: { ...common, port: router.httpsPort, scheme: 'https', verify_ssl: false },
    ssh: { ...common, port: router.sshPort },
  };
  return plugins[name].create(host, options[name]);
}

const provided = new Map<symbol, unknown>([
  [CLOCK, systemClock],
  [LOGGER, silentLogger],
  [TELEMETRY, new Telemetry()],
  [TRUST_STORE, trust],
]);
const host: PluginHost = { resolve: <T>(token: Token<T>) => provided.get(token) as T };

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function ms(value: number, width: number): string {
  return value.toFixed(1).padEnd(width);
}
