import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@wanctl/core';
import prettyMs from 'pretty-ms';
import type { LabOptions } from './command-line.js';
import { bootGuest } from './kernel/boot.js';
import { type Line, openLine } from './kernel/line.js';
import { connectTaps, layTaps } from './network.js';
import { runsOf } from './plan/plan.js';
import { choosePlan } from './plan/read-plan.js';
import type { Recording } from './recording.js';
import { figuresTable, verdictTable } from './report/tables.js';
import { summaryOf, textTable } from './report/text.js';
import { keepPlan, keepRecording, keepReport } from './results.js';
import { type Job, jobOf } from './run/job.js';
import { run, WARM_UP_MS } from './run/run.js';
import { score } from './score/score.js';

/** Between the runs, on top of their load and warm-up, ms: about what settling takes. */
const SETTLE_MS = 2000;

/** Does a plan in the sandbox; gives the exit status. */
export async function lab(options: LabOptions): Promise<number> {
  const plan = choosePlan(options);
  const folder = fileURLToPath(new URL(`../results/${stamp()}`, import.meta.url));
  const jobs = runsOf(plan).map((planned) => jobOf(planned, folder, options));
  keepPlan(folder, plan);
  layTaps();
  const guest = await bootGuest();
  connectTaps();
  const failed = await runAll(openLine(guest), jobs, folder);
  if (failed > 0) console.error(`lab: ${failed} runs failed`);
  return Math.max(report(folder), failed > 0 ? 1 : 0);
}

/** Makes the report of a folder of results and shows its tables; gives 1 when a target is not reached. */
export function report(folder: string): number {
  const { cells, verdicts } = keepReport(folder);
  console.log(textTable(figuresTable(cells)));
  if (verdicts.length > 0) console.log(textTable(verdictTable(verdicts)));
  console.log(`report: ${relative(process.cwd(), join(folder, 'report.html'))}`);
  return verdicts.every(({ reached }) => reached) ? 0 : 1;
}

/** Runs one after another, telling how each went, and gives how many failed. After each, there is a report. */
async function runAll(line: Line, jobs: readonly Job[], folder: string): Promise<number> {
  let failed = 0;
  for (const [index, job] of jobs.entries()) {
    const left = prettyMs(durationMs(jobs.slice(index + 1)), { secondsDecimalDigits: 0 });
    const progress = `${index + 1}/${jobs.length}, ${left} left  ${job.name}`;
    try {
      const recording = await run(line, job);
      keepRecording(job.folder, recording);
      console.log(`${progress}: ${summaryOf(score(recording))}${busy(recording)}`);
    } catch (error) {
      failed += 1;
      console.error(`${progress} failed: ${messageOf(error)}`);
    }
    keepReport(folder);
  }
  return failed;
}

function durationMs(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { scenario }) => sum + scenario.seconds * 1000 + WARM_UP_MS + SETTLE_MS, 0);
}

/** A note when others kept the machine busy: the lab itself needs about one core. */
function busy({ loadAverage }: Recording): string {
  return loadAverage > availableParallelism() ? ` (load average ${loadAverage.toFixed(1)})` : '';
}

function stamp(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(':', '');
}
