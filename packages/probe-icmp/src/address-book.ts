import { lookup } from 'node:dns/promises';
import { isIP, isIPv6, SocketAddress } from 'node:net';
import { type Clock, type Logger, messageOf } from '@wanctl/core';

/** Gives the addresses of a name, best first. Rejects when it cannot. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** As the system does it (hosts file, DNS), off the event loop; only addresses that can be reached from `source`. */
export function systemResolve(source: string | undefined): Resolve {
  return async (host) =>
    (await lookup(host, { all: true, family: isIP(source ?? '') })).map(({ address }) => address);
}

interface Entry {
  address: string | null;
  askedAtMs: number;
}

const REFRESH_MS = 600_000;
const REFRESH_SILENT_MS = 30_000;

/** Keeps the address of each host. Names are asked for again every 10 min, every 30 s while there is no answer. */
export class AddressBook {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #resolve: Resolve;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(hosts: readonly string[], resolve: Resolve, clock: Clock, logger: Logger) {
    const entry = (host: string): Entry => ({
      address: isIP(host) === 0 ? null : inOneForm(host),
      askedAtMs: Number.NEGATIVE_INFINITY,
    });
    this.#entries = new Map(hosts.map((host) => [host, entry(host)]));
    this.#resolve = resolve;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Null while its name has not been resolved. */
  addressOf(host: string): string | null {
    return this.#entries.get(host)?.address ?? null;
  }

  /** Asks for what is due; true when an address has changed. A name that fails keeps its address. */
  async refresh(isSilent: (host: string) => boolean): Promise<boolean> {
    const names = [...this.#entries].filter(([host]) => isIP(host) === 0);
    const changes = await Promise.all(
      names.map(([host, entry]) => this.#refreshOne(host, entry, isSilent(host))),
    );
    return changes.includes(true);
  }

  async #refreshOne(host: string, entry: Entry, silent: boolean): Promise<boolean> {
    const dueMs = entry.askedAtMs + (silent ? REFRESH_SILENT_MS : REFRESH_MS);
    if (entry.address !== null && this.#clock.now() < dueMs) return false;
    const isFirst = entry.askedAtMs === Number.NEGATIVE_INFINITY;
    entry.askedAtMs = this.#clock.now();
    try {
      const addresses = await this.#resolve(host);
      const before = entry.address;
      // One that still answers stays, so that round-robin DNS does not move the baseline.
      if (before === null || silent || !addresses.includes(before)) entry.address = addresses[0] ?? before;
      return entry.address !== before;
    } catch (error) {
      if (isFirst) this.#logger.warn(`cannot resolve ${host} yet: ${messageOf(error)}; trying again`);
      return false;
    }
  }
}

/** The form in which programs print it: IPv6 has several. */
function inOneForm(address: string): string {
  return new SocketAddress({ address, family: isIPv6(address) ? 'ipv6' : 'ipv4' }).address;
}
