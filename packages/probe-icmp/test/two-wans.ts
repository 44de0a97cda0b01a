import { execFileSync, spawnSync } from 'node:child_process';
import koffi from 'koffi';

const CLONE_NEWNET = 0x40000000;
const INTERNET = `wanctl-icmp-${process.pid}`;

/** True where a test may make network namespaces. */
export const mayMakeNamespaces = process.getuid?.() === 0 && spawnSync('ip', ['-V']).error === undefined;

/** Hosts of the internet behind both WANs. */
export const HOST = '192.0.2.1';
export const HOST_6 = '2001:db8::1';

/** Runs `ip` and gives its output; `internet` runs it beyond the WANs. */
export function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8' });
}

/** The same beyond the WANs. */
function internet(...args: string[]): string {
  return ip('-n', INTERNET, ...args);
}

/**
 * Moves the main thread of this process, which a test file has to itself, into a namespace of its own with `wan1`
 * (198.51.100.1, 2001:db8:1::1) and `wan2` (203.0.113.1, 2001:db8:2::1), both to the same internet. Routes by
 * `wan1` come first.
 */
export function makeTwoWans(): void {
  const unshare: (flags: number) => number = koffi.load(null).func('int unshare(int flags)');
  if (unshare(CLONE_NEWNET) !== 0) throw new Error('cannot unshare the network namespace');
  ip('link', 'set', 'lo', 'up');
  ip('netns', 'add', INTERNET);
  internet('link', 'set', 'lo', 'up');
  internet('address', 'add', HOST, 'dev', 'lo');
  internet('address', 'add', HOST_6, 'dev', 'lo');
  makeWan('wan1', '198.51.100', '2001:db8:1');
  makeWan('wan2', '203.0.113', '2001:db8:2');
  ip('route', 'add', 'default', 'via', '198.51.100.2');
  ip('route', 'add', 'default', 'via', '203.0.113.2', 'metric', '9000');
  ip('-6', 'route', 'add', 'default', 'via', '2001:db8:1::2');
  ip('-6', 'route', 'add', 'default', 'via', '2001:db8:2::2', 'metric', '9000');
}

/** Makes a WAN, also one that was removed. */
export function makeWan(name: string, net: string, net6: string): void {
  ip('link', 'add', name, 'type', 'veth', 'peer', 'name', name, 'netns', INTERNET);
  const ends: [typeof ip, number][] = [
    [ip, 1],
    [internet, 2],
  ];
  for (const [run, end] of ends) {
    run('address', 'add', `${net}.${end}/24`, 'dev', name);
    run('address', 'add', `${net6}::${end}/64`, 'dev', name, 'nodad');
    run('link', 'set', name, 'up');
  }
}

/** Removes what outlives the process. */
export function removeTwoWans(): void {
  ip('netns', 'delete', INTERNET);
}

/** Packets that have left by an interface. */
export function packetsBy(name: string): number {
  const [link] = JSON.parse(ip('-s', '-json', 'link', 'show', name));
  return link.stats64.tx.packets;
}
