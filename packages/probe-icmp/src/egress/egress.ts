import { networkInterfaces } from 'node:os';
import { type Logger, messageOf } from '@wanctl/core';
import type { Binding } from '../engine.js';
import { type Libc, loadLibc } from '../engines/libc.js';
import { routeInterface } from './kernel-route.js';

/** By which WAN probes leave. */
export interface Egress {
  /** Says that probes to these addresses leave by the wrong WAN, one clause for people; empty when they do not. */
  problem(addresses: readonly string[]): string;
  /** Changes when the interface that is bound to goes and comes back, as PPP does: sockets do not follow. */
  deviceIndex(): number;
}

const LOOPBACK = 'lo';
const UNBOUND: Egress = { problem: () => '', deviceIndex: () => 0 };

/** Watches what is bound. Where it cannot, as without koffi, it finds nothing wrong, and logs why. */
export async function openEgress(binding: Binding, logger: Logger): Promise<Egress> {
  const { source, device } = binding;
  if (source === undefined && device === undefined) return UNBOUND;
  try {
    const libc = await loadLibc();
    const find = (addresses: readonly string[]) =>
      source === undefined ? '' : findProblem(libc, source, device, addresses);
    // Shows whether the system tells at all: a sandbox may forbid netlink.
    find(source === undefined ? [] : [source]);
    return {
      problem: (addresses) => orFailure(() => find(addresses)),
      deviceIndex: () => (device === undefined ? 0 : libc.interfaceIndex(device)),
    };
  } catch (error) {
    logger.info(`not checking by which WAN probes leave: ${messageOf(error)}`);
    return UNBOUND;
  }
}

function orFailure(find: () => string): string {
  try {
    return find();
  } catch (error) {
    return `cannot check by which WAN probes leave: ${messageOf(error)}`;
  }
}

function findProblem(
  libc: Libc,
  source: string,
  device: string | undefined,
  addresses: readonly string[],
): string {
  const owner = ownerOf(source);
  if (owner === undefined) return `no interface has the source address ${source}`;
  if (device !== undefined)
    return device === owner ? '' : `source ${source} belongs to ${owner}, not ${device}`;
  const strays = addresses.flatMap((address) => {
    const used = nameOf(libc, routeInterface(libc, address, source));
    return used === null || [owner, LOOPBACK].includes(used) ? [] : [`${address} by ${used}`];
  });
  if (strays.length === 0 || owner === LOOPBACK) return '';
  return `probes leave by the wrong WAN (${strays.join(', ')}; ${source} is on ${owner}): add a routing rule for this source`;
}

function ownerOf(source: string): string | undefined {
  return Object.entries(networkInterfaces()).find(([, addresses]) =>
    addresses?.some(({ address }) => address === source),
  )?.[0];
}

function nameOf(libc: Libc, index: number | null): string | null {
  if (index === null) return null;
  const names = Object.keys(networkInterfaces());
  return names.find((name) => libc.interfaceIndex(name) === index) ?? `interface ${index}`;
}
