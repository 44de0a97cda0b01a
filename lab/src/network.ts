import { system } from '@wanctl/testbed/sandbox';

/** Hosts that answer probes, behind the bottleneck. All addresses are of RFC 5737. */
export const REFLECTORS = [1, 2, 3, 4, 5, 6].map((last) => `198.51.100.${last}`);
/** The server of the downloads and uploads. What users feel is measured to it. */
export const SERVER = '198.51.100.200';
/** Prefix of a command that runs on the server. */
export const ON_SERVER = ['ip', 'netns', 'exec', 'server'] as const;

/** The taps that the guest kernel opens: `lan` leads to this namespace, the client's, `wan` to the server's. */
export function layTaps(): void {
  for (const command of [
    'mkdir -p /run/netns',
    'mount -t tmpfs tmpfs /run/netns',
    'ip link set lo up',
    'ip netns add server',
    'ip -n server link set lo up',
  ]) {
    system(command);
  }
  for (const tap of ['lan', 'wan']) {
    system(`ip tuntap add dev ${tap} mode tap`);
    system(`ip link set ${tap} up`);
  }
  system('ip addr add 203.0.113.1/30 dev lan');
  system('ip route add default via 203.0.113.2');
}

/**
 * Makes use of the taps once the guest has opened them: moved before, a tap stays without carrier, and opening one turns
 * its offloads on again.
 */
export function connectTaps(): void {
  for (const command of [
    'ip link set wan netns server',
    'ip -n server addr add 203.0.113.14/30 dev wan',
    'ip -n server link set wan up',
    `ip -n server addr add ${SERVER}/32 dev lo`,
    'ip -n server route add default via 203.0.113.13',
  ]) {
    system(command);
  }
  withoutOffloads([], 'lan');
  withoutOffloads(ON_SERVER, 'wan');
}

function withoutOffloads(prefix: readonly string[], tap: string): void {
  system([...prefix, 'ethtool', '-K', tap, ...'tso off gso off gro off tx off rx off'.split(' ')].join(' '));
}
