import { readdirSync, readFileSync } from 'node:fs';

/** CPU time of a process and its children so far, all threads, ms (man 5 proc, `schedstat`: the first figure is ns). */
export function cpuMsOf(pid: number): number {
  let cpuMs = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    cpuMs += Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    const children = readFileSync(`${folder}/children`, 'utf8').split(' ').filter(Boolean);
    for (const child of children) cpuMs += cpuMsOf(Number(child));
  }
  return cpuMs;
}

/** Resident memory of a process now, MB of 10^6 bytes. */
export function rssMbOf(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kib) * 1024) / 1e6;
}
