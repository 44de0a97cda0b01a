import { type CancelTimer, type Clock, type Logger, messageOf, WanctlError } from '@wanctl/core';
import type { Engine, Plan } from '../engine.js';
import { every } from '../every.js';
import type { IcmpProbeOptions } from '../options.js';
import { ChildEngine } from './child.js';
import { fping } from './fping.js';
import { ping } from './ping.js';
import { SocketEngine } from './socket.js';
import { TcpEngine } from './tcp/tcp.js';
import { UnlessFiltered } from './unless-filtered.js';

/** An engine that may be chosen. */
export interface Candidate {
  readonly name: string;
  readonly create: (clock: Clock) => Engine;
  /** What to do when it does not work. */
  readonly remedy: string;
  /** What is worse about it than about the others. */
  readonly degraded?: string;
}

const SELF_TEST_MS = 2000;
const PROBLEM_MS = 200;
/** Unbound: nothing else gets to loopback. Nobody need listen there, since a refusal is an answer. */
const LOOPBACK: Plan = {
  targets: [{ host: '127.0.0.1', address: '127.0.0.1', offsetMs: 0, intervalMs: 200 }],
  ...{ timeoutMs: 1000, binding: { source: undefined, device: undefined }, ports: [443] },
};

/** In order of preference. */
const CANDIDATES: readonly Candidate[] = [
  {
    name: 'socket',
    create: (clock) => new SocketEngine(clock),
    remedy: 'grant CAP_NET_RAW (AmbientCapabilities=CAP_NET_RAW in the systemd unit) and install koffi',
  },
  {
    name: 'fping',
    create: (clock) => new ChildEngine(clock, fping),
    remedy: 'apt install fping, and grant CAP_NET_RAW',
  },
  {
    name: 'ping',
    create: (clock) => new ChildEngine(clock, ping),
    remedy: 'apt install iputils-ping, and grant CAP_NET_RAW',
  },
  {
    name: 'tcp',
    create: (clock) => new TcpEngine(clock),
    remedy: 'bring the loopback interface up',
    degraded: 'includes the time that hosts and firewalls take for a connection',
  },
];

/**
 * The wanted engine, or for `auto` the first that gets an answer from loopback, with TCP in reserve. Throws
 * `ERR_PROBE_START` with what to do when none does.
 */
export async function selectEngine(
  wanted: IcmpProbeOptions['engine'],
  clock: Clock,
  logger: Logger,
  candidates: readonly Candidate[] = CANDIDATES,
): Promise<Engine> {
  const failures: { text: string; remedy: string }[] = [];
  for (const { name, create, remedy, degraded } of candidates) {
    if (wanted !== 'auto' && wanted !== name) continue;
    const engine = create(clock);
    const failure = await selfTest(engine, clock);
    if (failure === null) {
      const passedOver = failures.map(({ text }) => `; not by ${text}`).join('');
      const message = `measuring RTT by ${engine.describe()}`;
      if (degraded === undefined) logger.info(`${message}${passedOver}`);
      else logger.warn(`${message}, degraded: ${degraded}${passedOver}`);
      return wanted === 'auto' && degraded === undefined ? orTcp(engine, clock, logger) : engine;
    }
    failures.push({ text: `${name}: ${failure}`, remedy });
  }
  const all = failures.map(({ text, remedy }) => `${text} (${remedy})`).join('; ');
  throw new WanctlError('ERR_PROBE_START', `cannot measure RTT by ${all}`);
}

function orTcp(icmp: Engine, clock: Clock, logger: Logger): Engine {
  return new UnlessFiltered(clock, logger, icmp, new TcpEngine(clock));
}

/** Pings loopback until an answer or a problem comes, 2 s at most. Gives what is wrong, or null. */
async function selfTest(engine: Engine, clock: Clock): Promise<string | null> {
  const timers: CancelTimer[] = [];
  try {
    let end = (_answered: boolean) => {};
    const answered = new Promise<boolean>((resolve) => {
      end = resolve;
    });
    await engine.start(LOOPBACK, ({ kind }) => kind === 'answered' && end(true));
    timers.push(clock.schedule(() => end(false), SELF_TEST_MS));
    timers.push(every(clock, PROBLEM_MS, PROBLEM_MS, () => engine.problem() && end(false)));
    return (await answered) ? null : engine.problem() || 'no answer from 127.0.0.1';
  } catch (error) {
    return messageOf(error);
  } finally {
    for (const cancel of timers) cancel();
    await engine.stop();
  }
}
