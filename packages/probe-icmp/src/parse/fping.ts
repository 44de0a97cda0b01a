import type { EchoLine } from './echo-line.js';

const ANSWER = /^\[(\d{1,12}\.\d+)\] (\S+) +: \[(\d{1,10})\], \d+ bytes, (\d{1,10}(?:\.\d+)?) ms /;

/**
 * The answer in a line of `fping -l -D` (fping 5.1), null in any other line. E.g.
 * `[1795450019.06198] 127.0.0.1 : [0], 64 bytes, 0.79 ms (0.79 avg, 0% loss)`: three significant digits.
 */
export function parseFpingLine(line: string): EchoLine | null {
  const [, stamp, address, sequence, rtt] = ANSWER.exec(line) ?? [];
  if (!stamp || !address || !sequence || !rtt) return null;
  return { address, sequence: Number(sequence), stampMs: Number(stamp) * 1000, rttMs: Number(rtt) };
}
