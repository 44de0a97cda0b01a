import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Direction } from '@wanctl/core';
import { ON_SERVER, SERVER } from '../network.js';
import type { Scenario } from '../plan/scenario.js';
import { loadedDirections } from '../score/loaded-directions.js';

/** TCP that the scenario asks for. */
export interface Load {
  begin(): void;
  /** Ends all flows at once. */
  stop(): void;
}

const PORTS = { download: 5201, upload: 5202 };
const FLOWS = 4;
const BURST_SECONDS = 3;
const BURST_EVERY_SECONDS = 8;

/** Starts the servers; the flows begin with `begin`. */
export function prepareLoad(scenario: Scenario): Load {
  const processes: ChildProcess[] = [];
  const start = ([program = '', ...args]: readonly string[]) =>
    void processes.push(spawn(program, args, { stdio: 'ignore' }));
  const directions = scenario.demand === 'idle' ? [] : loadedDirections(scenario);
  for (const direction of directions) start([...ON_SERVER, 'iperf3', '-s', '-p', `${PORTS[direction]}`]);
  const ended = new AbortController();
  const flows = (direction: Direction, seconds: number, more: readonly string[]) =>
    start([
      ...['iperf3', '-c', SERVER, '-p', `${PORTS[direction]}`, '-C', scenario.senders, '-t', `${seconds}`],
      ...(direction === 'download' ? ['-R'] : []),
      ...more,
    ]);
  const run = async (direction: Direction) => {
    if (scenario.demand === 'light') return flows(direction, scenario.seconds, ['-b', '1M']);
    if (scenario.demand === 'bulk') return flows(direction, scenario.seconds, ['-P', `${FLOWS}`]);
    while (!ended.signal.aborted) {
      flows(direction, BURST_SECONDS, ['-P', `${FLOWS}`]);
      await sleep(BURST_EVERY_SECONDS * 1000, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  return {
    begin() {
      for (const direction of directions) void run(direction);
    },
    stop() {
      ended.abort();
      for (const process of processes) process.kill('SIGKILL');
    },
  };
}
