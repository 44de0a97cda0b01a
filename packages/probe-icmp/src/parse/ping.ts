import type { EchoLine } from './echo-line.js';

const ANSWER =
  /^\[(\d{1,12}\.\d+)\] \d+ bytes from (\S+): icmp_seq=(\d{1,10}) ttl=\d+ time=(\d{1,10}(?:\.\d+)?) ms$/;

/**
 * The answer in a line of `ping -n -D` (iputils 20221126), null in any other line, such as a duplicate, which ends
 * in `(DUP!)`. E.g. `[1795449982.241689] 64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.030 ms`.
 */
export function parsePingLine(line: string): EchoLine | null {
  const [, stamp, address, sequence, rtt] = ANSWER.exec(line) ?? [];
  if (!stamp || !address || !sequence || !rtt) return null;
  return { address, sequence: Number(sequence), stampMs: Number(stamp) * 1000, rttMs: Number(rtt) };
}
