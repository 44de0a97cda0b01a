import { execFile } from 'node:child_process';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { type Direction, isJsonObject, type Json, oneLine, WanctlError } from '@wanctl/core';

/** An iperf3 server, and how it is used. */
export interface LoadServer {
  /** Host name or address. */
  readonly host: string;
  readonly port: number;
  /** Address that the load comes from; the system chooses unless it is a text. */
  readonly source: unknown;
  /** Interface that it leaves by; by the routes of the system unless it is a text. */
  readonly device: unknown;
}

/** TCP needs so long to fill a line, seconds; what came through before does not count. */
export const RAMP_SEC = 2;

/** Several connections fill a line that one cannot. */
const STREAMS = 4;
/** A server that does not answer is given up after this long, ms. */
const CONNECT_MS = 5000;
const GRACE_MS = 30_000;

/** True for what iperf3 takes for a host, and not for an option of its own. */
export function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z\d]([\w.-]*[a-z\d])?$/i.test(text);
}

/**
 * Loads the line in that direction for so many seconds after the ramp; gives what came through, bit/s. Throws
 * `WanctlError` with iperf3's own words, or what the signal aborts with.
 */
export async function loadLine(
  server: LoadServer,
  direction: Direction,
  seconds: number,
  signal: AbortSignal,
): Promise<number> {
  const timeout = (RAMP_SEC + seconds) * 1000 + CONNECT_MS + GRACE_MS;
  const args = iperfArguments(server, direction, seconds);
  const limits = { signal, timeout, maxBuffer: 2 ** 26 };
  // Its report tells what went wrong, whatever its exit status.
  const { stdout, code } = await promisify(execFile)('iperf3', args, limits).then(
    (ended) => ({ ...ended, code: undefined }),
    (error) => error,
  );
  signal.throwIfAborted();
  const report = parsed(String(stdout ?? ''));
  const rateBps = receivedBps(report);
  if (rateBps === null) throw new WanctlError('ERR_PROBE_START', whyFailed(report, code, server));
  return rateBps;
}

/** The argument vector (man iperf3). */
export function iperfArguments(
  { host, port, source, device }: LoadServer,
  direction: Direction,
  seconds: number,
): readonly string[] {
  return [
    ...['--client', host, '--port', String(port), '--json'],
    ...['--time', String(seconds), '--omit', String(RAMP_SEC), '--parallel', String(STREAMS)],
    ...['--connect-timeout', String(CONNECT_MS)],
    ...(direction === 'download' ? ['--reverse'] : []),
    ...(typeof source === 'string' ? ['--bind', source] : []),
    ...(typeof device === 'string' ? ['--bind-dev', device] : []),
  ];
}

/** What the receiver got, bit/s; null when the report does not say. */
export function receivedBps(report: Json): number | null {
  const rate = at(report, 'end', 'sum_received', 'bits_per_second');
  return typeof rate === 'number' && rate > 0 && Number.isFinite(rate) ? rate : null;
}

function whyFailed(report: Json, code: unknown, { host, port }: LoadServer): string {
  if (code === 'ENOENT') return 'iperf3 is not installed: sudo apt install iperf3';
  const words = at(report, 'error');
  const why = typeof words === 'string' ? oneLine(words, 200) : 'it measured nothing';
  return `iperf3 with ${host} port ${port}: ${why}; does "iperf3 --server" run there?`;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((node, key) => (isJsonObject(node) ? node[key] : undefined), value);
}
