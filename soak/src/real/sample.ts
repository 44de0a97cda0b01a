import { readdirSync, readFileSync } from 'node:fs';

/** What a process takes at one moment. */
export interface Sample {
  /** Since the process has begun to work, ms. */
  readonly atMs: number;
  readonly rssBytes: number;
  readonly descriptors: number;
  readonly threads: number;
  /** CPU time so far, all threads, ms. */
  readonly cpuMs: number;
  /** For how long its main thread has had to wait for a processor so far, ms. */
  readonly waitedMs: number;
}

/** Reads it from `/proc` (proc(5)). Throws when there is no such process. */
export function sampleOf(pid: number, atMs: number): Sample {
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  const status = read('status');
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  const threads = readdirSync(`/proc/${pid}/task`);
  return {
    atMs,
    rssBytes: figure('VmRSS') * 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    threads: threads.length,
    cpuMs: threads.reduce((sum, thread) => sum + scheduled(read(`task/${thread}/schedstat`))[0], 0),
    waitedMs: scheduled(read('schedstat'))[1],
  };
}

/** Times on a processor and waiting for one, ms (kernel documentation, scheduler/sched-stats.rst). */
function scheduled(schedstat: string): readonly [onMs: number, waitedMs: number] {
  const [onNs, waitedNs] = schedstat.split(' ');
  return [Number(onNs) / 1e6, Number(waitedNs) / 1e6];
}
