import type { Command, PerDirection } from '@wanctl/core';
import { quote } from '@wanctl/transport-ssh';
import { consoleLine } from './console-line.js';

/** A WAN that the router looks after while nobody steers it. */
export interface DeadMan {
  readonly wanName: string;
  readonly queues: PerDirection<string>;
  /** After so long without a heartbeat, and not sooner after a restart of the router. */
  readonly minutes: number;
  /** Limits that it then gets, Mbit/s. */
  readonly limitsMbps: PerDirection<number>;
}

/** Name of the WAN's scheduler entry. */
export function deadManName(wanName: string): string {
  return `wanctl-dead-man-${wanName}`;
}

/** A line that adds the scheduler entry. Its owner is who pastes it: it may do what that user may. */
export function deadManCommand(deadMan: DeadMan): string {
  return consoleLine('/system/scheduler/add', {
    name: deadManName(deadMan.wanName),
    ...deadManValues(deadMan),
  });
}

/** How often the entry is run, the policies that it needs, and what it does. */
export function deadManValues(
  deadMan: DeadMan,
): Readonly<Record<'interval' | 'policy' | 'on-event', string>> {
  return { interval: '1m', policy: 'read,write', 'on-event': scriptOf(deadMan) };
}

/**
 * A sign of life for the router: an entry of an address list that nothing else uses, which a timeout keeps in memory, so
 * that it costs no flash (RouterOS manual, "Address-lists"). Entries overlap: each of a run of numbers `beat` has another
 * address, out of 250 of TEST-NET-2 (RFC 5737). The router refuses one that is there already.
 */
export function heartbeat(wanName: string, minutes: number, beat: number): Command {
  return {
    menu: 'ip/firewall/address-list',
    name: 'add',
    arguments: {
      list: aliveList(wanName),
      address: `198.51.100.${(beat % 250) + 1}`,
      timeout: `${minutes}m`,
    },
  };
}

/** Limits are written only where they differ: each write ends up on flash. */
function scriptOf({ wanName, queues, minutes, limitsMbps }: DeadMan): string {
  const restore = (['download', 'upload'] as const).map((direction) => {
    const bps = Math.round(limitsMbps[direction] * 1e6);
    const differs = `[/queue/tree/get $q max-limit] != ${bps}`;
    return `:foreach q in=[/queue/tree/find name=${quote(queues[direction])}] do={:if (${differs}) do={/queue/tree/set $q max-limit=${bps}}}`;
  });
  const isSilent = `[:len [/ip/firewall/address-list/find list=${quote(aliveList(wanName))}]] = 0`;
  // A restart has the router forget the heartbeats.
  const mayBeat = `[/system/resource/get uptime] > ${minutes}m`;
  return `:if ((${isSilent}) && (${mayBeat})) do={${restore.join('; ')}}`;
}

function aliveList(wanName: string): string {
  return `wanctl-alive-${wanName}`;
}
