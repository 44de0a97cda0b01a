import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@wanctl/core';
import { type KeptProcess, keepProcess, programOf } from './kept-process.js';
import { cpuMsOf } from './process-figures.js';
import { quantile } from './quantile.js';
import { CAPTURE_FILTER, type RoundTrip, roundTripsIn } from './round-trips.js';

const DEVICE = 'line';
const HOSTS = Array.from({ length: 8 }, (_, index) => `198.18.1.${index + 1}`);
const DELAY_MS = 15;
/** Two WANs in one process with 20 each. */
const RATE_PER_SEC = 40;
const WARM_UP_MS = 1500;
const RUN_MS = 8000;
/** A sample is of the round trip that left nearest to it, within this, ms; the next to that host is 200 ms away. */
const SAME_PROBE_MS = 50;

/** The engines; without native addons, and so koffi, `tcp` connects by Node. */
const ENGINES = [['socket'], ['fping'], ['ping'], ['tcp'], ['tcp', '--no-addons']];

const PROGRAM = programOf('measuring-process.js');

/** A sample as the measuring process tells it: host, when it was sent (wall clock, ms), RTT in ms or null. */
type Measured = readonly [host: string, sentAtMs: number, rttMs: number | null];

/**
 * What each engine of probe-icmp says of a line that answers after 15 ms, against the kernel's stamps of the same
 * packets (tcpdump), with the event loop at rest and with stalls of 20 ms; and what CPU a probe costs, against a bare
 * timer at the same pace.
 */
export async function benchMeasure(): Promise<void> {
  if (process.getuid?.() !== 0) return console.log('measure: left out, needs root for a network namespace');
  console.log(`measure: ${RATE_PER_SEC} probes/s for ${RUN_MS / 1000} s, answered after ${DELAY_MS} ms`);
  console.log('engine           event loop  taken    error of the RTT, ms             CPU per 1000  over');
  console.log('                                      p50    p95    p99    max         probes, ms    timer');
  const line = await openLine();
  try {
    const timerMs = await timerCpuMs();
    for (const [engine = '', ...flags] of ENGINES) {
      const name = [engine, ...flags].join(' ').padEnd(16);
      const atRest = await measure(line, [...flags, PROGRAM, engine, 'at rest'], timerMs);
      console.log(name, 'at rest    ', ...atRest);
      // What a probe costs cannot be told from what stalls do.
      const [taken, errors] = await measure(line, [...flags, PROGRAM, engine, 'stalls'], timerMs);
      console.log(name, 'stalls     ', taken, errors ?? '');
    }
  } finally {
    await line.end();
  }
}

/** The line is in a namespace that lasts as long as the process that answers. */
async function openLine(): Promise<KeptProcess> {
  const answering = [process.execPath, programOf('delayed-line.js'), DEVICE, `${DELAY_MS}`];
  const line = keepProcess('unshare', '-n', ...answering);
  await line.line();
  const ip = (...args: string[]) => execFileSync('nsenter', [...inside(line), 'ip', ...args]);
  ip('link', 'set', 'lo', 'up');
  ip('address', 'add', '198.18.0.1/15', 'dev', DEVICE);
  ip('link', 'set', DEVICE, 'up');
  return line;
}

function inside(line: KeptProcess): string[] {
  return ['-t', `${line.pid}`, '-n'];
}

/** What an engine takes, how far that is off, and what it costs; or why it is not to be had. */
async function measure(line: KeptProcess, program: readonly string[], timerMs: number): Promise<string[]> {
  const capture = ['-i', DEVICE, '-nttl', '--immediate-mode', '--time-stamp-precision=nano', CAPTURE_FILTER];
  const wire = keepProcess('nsenter', ...inside(line), 'tcpdump', ...capture);
  const node = [process.execPath, ...program, `${RATE_PER_SEC}`, ...HOSTS];
  const probing = keepProcess('nsenter', ...inside(line), ...node);
  try {
    await probing.line();
    const { fromMs, toMs, cpuMs } = await run(probing);
    const isWithin = ({ sentAtMs }: RoundTrip) => sentAtMs >= fromMs && sentAtMs < toMs;
    const samples: Measured[] = JSON.parse((await probing.end()).at(-1) ?? '[]');
    const roundTrips = roundTripsIn(await wire.end()).filter(isWithin);
    if (roundTrips.length === 0) throw new Error('no packet was seen; is tcpdump installed?');
    const errorsMs = samples.flatMap((sample) => errorOf(sample, roundTrips) ?? []);
    const taken = `${((100 * errorsMs.length) / roundTrips.length).toFixed(1)} %`;
    const errors = [0.5, 0.95, 0.99, 1].map((share) => quantile(errorsMs, share).toFixed(3)).join('  ');
    const cost = `${perThousand(cpuMs).toFixed(0).padEnd(13)} ${(cpuMs / timerMs).toFixed(1)}`;
    return [taken.padEnd(8), errors.padEnd(32), cost];
  } catch (error) {
    return [`not available: ${messageOf(error)}`];
  } finally {
    await Promise.all([probing.end(), wire.end()]);
  }
}

/** CPU time of a bare Node process with a timer at the pace of the probes, ms. */
async function timerCpuMs(): Promise<number> {
  const timer = keepProcess(process.execPath, '-e', `setInterval(() => {}, ${1000 / RATE_PER_SEC})`);
  const { cpuMs } = await run(timer);
  await timer.end();
  console.log(`${'timer alone'.padEnd(71)}${perThousand(cpuMs).toFixed(0)}`);
  return cpuMs;
}

/** Lets a process get into its stride and then watches it for a while; times are wall clock, ms. */
async function run({ pid }: KeptProcess): Promise<{ fromMs: number; toMs: number; cpuMs: number }> {
  await sleep(WARM_UP_MS);
  const [fromMs, cpuMs] = [Date.now(), cpuMsOf(pid)];
  await sleep(RUN_MS);
  return { fromMs, toMs: Date.now(), cpuMs: cpuMsOf(pid) - cpuMs };
}

function perThousand(cpuMs: number): number {
  return (1000 * cpuMs) / ((RUN_MS / 1000) * RATE_PER_SEC);
}

/** By how much a sample is off, either way, ms; null when it was lost or its packets were not seen in the run. */
function errorOf([host, sentAtMs, rttMs]: Measured, roundTrips: readonly RoundTrip[]): number | null {
  const same = roundTrips.find(
    (trip) => trip.host === host && Math.abs(trip.sentAtMs - sentAtMs) < SAME_PROBE_MS,
  );
  return same && rttMs !== null ? Math.abs(rttMs - same.rttMs) : null;
}
