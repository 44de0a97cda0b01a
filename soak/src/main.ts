import { messageOf } from '@wanctl/core';
import { enterSandbox, inSandbox, mayHaveSandbox, system } from '@wanctl/testbed/sandbox';
import { parseCommandLine } from './command-line.js';
import { judgeCompressed } from './compressed/judge.js';
import { type CompressedSample, runCompressed } from './compressed/run.js';
import { EVENING_MS } from './evening.js';
import { type Finding, findingsTable } from './finding.js';
import { judgeReal } from './real/judge.js';
import { type RealSample, runReal } from './real/run.js';

const WANS = Array.from({ length: 10 }, (_, index) => `wan${index + 1}`);
const HOUR_MS = 3_600_000;
const SAMPLE_MS = 5000;
/** A line of progress, and a collection of garbage, each minute. */
const COLLECT_EVERY = 12;
/** A share of the run: of half an hour a whole evening, so that all has happened once. */
const WARM_UP = 1 / 3;

process.exit(await main());

async function main(): Promise<number> {
  const { part, hours, minutes } = parseCommandLine(process.argv);
  try {
    if (!inSandbox && mayHaveSandbox) return await enterSandbox();
    if (inSandbox) system('ip link set lo up');
    const findings = part === 'real' ? [] : await compressed(hours);
    if (part !== 'compressed') findings.push(...(await real(minutes)));
    console.log(findingsTable(findings));
    return findings.every(({ holds }) => holds) ? 0 : 1;
  } catch (error) {
    console.error(`soak: ${messageOf(error)}`);
    return 1;
  }
}

async function compressed(hours: number): Promise<Finding[]> {
  const options = { runMs: hours * HOUR_MS, sampleMs: EVENING_MS };
  const samples = await runCompressed(options, (sample) => console.log(eveningLine(sample)));
  return judgeCompressed(samples, hours * WARM_UP, { kbPerHour: 50 });
}

async function real(minutes: number): Promise<Finding[]> {
  const runMs = minutes * 60_000;
  const options = { wans: WANS, runMs, sampleMs: SAMPLE_MS, collectEvery: COLLECT_EVERY };
  const samples = await runReal(options, (sample) => {
    if (sample.isCollected) console.log(minuteLine(sample));
  });
  return judgeReal(samples, runMs * WARM_UP, WANS.length, { mbPerHour: 1 });
}

function eveningLine({ hours, heapBytes, writes, saves, logBytes, historyBytes }: CompressedSample): string {
  const disk = `log ${mb(logBytes)}, history ${mb(historyBytes)}`;
  return `hour ${hours.toFixed(1)}: heap ${mb(heapBytes)}, ${writes} writes, ${saves} saves, ${disk}`;
}

function minuteLine({ atMs, rssBytes, descriptors, threads, missedTicks, cpuMs }: RealSample): string {
  const minute = (atMs / 60_000).toFixed(1);
  return `minute ${minute}: ${mb(rssBytes)}, ${descriptors} descriptors, ${threads} threads, ${missedTicks} missed ticks, CPU ${((100 * cpuMs) / atMs).toFixed(1)} %`;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
