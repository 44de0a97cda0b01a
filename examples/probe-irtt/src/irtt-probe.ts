import { execFile } from 'node:child_process';
import { isIPv6 } from 'node:net';
import { promisify } from 'node:util';
import {
  CLOCK,
  type Clock,
  inject,
  messageOf,
  OPTIONS,
  type PendingProbe,
  type Probe,
  type ProbeHealth,
  type SampleSink,
  TELEMETRY,
  type Telemetry,
  WanctlError,
} from '@wanctl/core';
import { judge } from './health.js';
import type { IrttProbeOptions } from './options.js';
import { measureServer, type Server } from './server.js';

/** irtt keeps all packets of a test in memory. */
const TEST_LENGTH = '10m';

/** Measures RTT and the delay of each way to irtt servers, with a process of `irtt client` for each of them. */
export class IrttProbe implements Probe {
  readonly measures = 'rtt';
  #servers: readonly Server[] = [];
  #nextSequence = 0;
  #isStopped = false;

  constructor(
    @inject(OPTIONS) private readonly options: IrttProbeOptions,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(TELEMETRY) private readonly telemetry: Telemetry,
  ) {}

  async start(sink: SampleSink): Promise<void> {
    await findIrtt();
    if (this.#isStopped) return;
    const { interval_ms: intervalMs, timeout_ms: timeoutMs, servers } = this.options;
    const { clock, telemetry } = this;
    this.#servers = servers.map((source) =>
      measureServer(argsOf(this.options, source), {
        ...{ source, intervalMs, timeoutMs, clock, telemetry },
        land: (landing) => sink({ ...landing, sequence: this.#nextSequence++ }),
      }),
    );
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  health(): ProbeHealth {
    return judge(this.#servers.map((server) => server.state()));
  }

  pending(): readonly PendingProbe[] {
    return this.#servers.flatMap((server) => server.pending()).sort((a, b) => a.sentAtMs - b.sentAtMs);
  }
}

/** Rejects when irtt cannot be run. */
async function findIrtt(): Promise<void> {
  await promisify(execFile)('irtt', ['version']).catch((error) => {
    const reason = `cannot run irtt, which this probe needs (apt install irtt): ${messageOf(error)}`;
    throw new WanctlError('ERR_PROBE_START', reason, { cause: error });
  });
}

/** Takes the server's restrictions, and does not wait for the last answers, so that the next test follows at once. */
function argsOf({ interval_ms, source }: IrttProbeOptions, server: string): string[] {
  const bound = source === undefined ? [] : [`--local=${isIPv6(source) ? `[${source}]` : source}`];
  return ['-i', `${interval_ms}ms`, '-d', TEST_LENGTH, '--loose', '--wait=0s', ...bound, '--', server];
}
