// One engine at work in a process of its own, as in a daemon, until SIGTERM; then it tells what it measured.
import { messageOf, type RttSample, silentLogger, systemClock, Telemetry } from '@wanctl/core';
import { IcmpProbe, IcmpProbeOptions } from '@wanctl/probe-icmp';

const STALL_MS = 20;
/** Between two stalls, ms. */
const [LEAST_REST_MS, MOST_REST_MS] = [15, 45];

const [engine, loop, ratePerSec, ...hosts] = process.argv.slice(2);
const options = {
  ...new IcmpProbeOptions(),
  hosts,
  engine: engine as IcmpProbeOptions['engine'],
  rate_per_sec: Number(ratePerSec),
};
const bounds = { floorBps: 1e6, ceilingBps: 1e9 };
const line = {
  ...{ wanName: 'bench', intervalMs: 50, baselineRttMs: 15, reflectors: hosts },
  queues: { download: 'Down', upload: 'Up' },
  bounds: { download: bounds, upload: bounds },
};
const samples: RttSample[] = [];
const probe = new IcmpProbe(options, line, systemClock, new Telemetry(), silentLogger);
try {
  await probe.start((sample) => sample.kind === 'rtt' && samples.push(sample));
} catch (error) {
  console.log(messageOf(error));
  process.exit(1);
}
console.log(probe.health().engine);
if (loop === 'stalls') stall();
process.once('SIGTERM', async () => {
  await probe.stop();
  const { timeOrigin } = performance;
  const told = samples.map(({ source, sentAtMs, rttMs }) => [source, timeOrigin + sentAtMs, rttMs]);
  process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit());
});

function stall(): void {
  const untilMs = performance.now() + STALL_MS;
  while (performance.now() < untilMs);
  setTimeout(stall, LEAST_REST_MS + Math.random() * (MOST_REST_MS - LEAST_REST_MS));
}
