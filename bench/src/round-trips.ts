/** A packet and its answer by the kernel's stamps. */
export interface RoundTrip {
  readonly host: string;
  /** Wall clock, ms. */
  readonly sentAtMs: number;
  readonly rttMs: number;
}

/** What `tcpdump -tt -n` has to capture for it: pings, and what begins a TCP connection. */
export const CAPTURE_FILTER = 'icmp or tcp[tcpflags] & tcp-syn != 0';

const ADDRESS = String.raw`(\d+\.\d+\.\d+\.\d+)(\.\d+)?`;
const PACKET = new RegExp(
  String.raw`^(\d+\.\d+) IP ${ADDRESS} > ${ADDRESS}: (?:ICMP echo (request|reply), (id \d+, seq \d+)|Flags \[(S|S\.)\])`,
);

/**
 * The round trips among the packets that `tcpdump` has printed, in order of their answers: lines such as
 * `1795460227.768679 IP 198.18.0.1 > 198.18.1.1: ICMP echo request, id 7, seq 0, length 64` or
 * `1795460227.768679 IP 198.18.1.1.443 > 198.18.0.1.40000: Flags [S.], seq 0, …`.
 */
export function roundTripsIn(lines: readonly string[]): RoundTrip[] {
  const departures = new Map<string, number>();
  return lines.flatMap((line) => {
    const [, seconds, from = '', fromPort, to = '', toPort, echo, id, syn] = PACKET.exec(line) ?? [];
    const atMs = Number(seconds) * 1000;
    if (echo === 'request' || syn === 'S') departures.set(`${to} ${id ?? fromPort}`, atMs);
    const sentAtMs = departures.get(`${from} ${id ?? toPort}`);
    return sentAtMs === undefined ? [] : [{ host: from, sentAtMs, rttMs: atMs - sentAtMs }];
  });
}
