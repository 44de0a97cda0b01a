// Prints what the router's two queues carry, twice a second, until Ctrl-C: core, a transport and a probe.
// ROUTER_PASSWORD=... node queue-load.js 192.168.88.1 443 wanctl WAN-Download WAN-Upload
import * as core from '@wanctl/core';
import cake from '@wanctl/probe-cake';
import rest from '@wanctl/transport-rest';

const [host = '', port, user, download = '', upload = ''] = process.argv.slice(2);
const anyRate = { floorBps: 0, ceilingBps: Number.MAX_SAFE_INTEGER };
const container = core.createContainer();
core.provide(container, core.CLOCK, core.systemClock);
core.provide(container, core.EVENTS, new core.Events());
core.provide(container, core.LOGGER, core.silentLogger);
core.provide(container, core.TELEMETRY, new core.Telemetry());
core.provide(container, core.TRUST_STORE, {
  known: () => null,
  trust: (...peer) => console.error('met', ...peer),
});
core.provide(container, core.LINE, {
  ...{ wanName: 'wan1', intervalMs: 500, baselineRttMs: 20, reflectors: [] },
  ...{ queues: { download, upload }, bounds: { download: anyRate, upload: anyRate } },
});

/** @type {core.PluginHost} */
const parts = { resolve: (token) => core.resolve(container, token) };
const password = process.env['ROUTER_PASSWORD'] ?? '';
const transport = rest.create(parts, { host, port: Number(port), user, password, verify_ssl: false });
core.provide(container, core.TRANSPORT, transport);
const probe = cake.create(parts, { fast_ms: 500, slow_ms: 500 });

/** @type {Map<string, core.CounterSample>} */
const before = new Map();
await probe.start((sample) => {
  if (sample.kind !== 'counters') return;
  const { source, atMs, bytes, queuedBytes } = sample;
  const last = before.get(source);
  before.set(source, sample);
  if (!last) return;
  const mbps = ((bytes - last.bytes) * 8) / 1000 / (atMs - last.atMs);
  console.log(`${source}: ${mbps.toFixed(1)} Mbit/s, ${queuedBytes} bytes wait`);
});
process.once('SIGINT', () => void probe.stop().then(() => transport.close()));
