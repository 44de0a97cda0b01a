import type { Direction } from '@wanctl/core';
import { consoleLine } from './console-line.js';
import { queueTypeName } from './queue-types.js';

/** One of a WAN's two queues and what it is hung to. */
export interface QueueWishes {
  readonly wanName: string;
  readonly direction: Direction;
  /** Name of the entry, as the WAN file has it. */
  readonly queue: string;
  /** Interface to the internet, e.g. `ether1`: what leaves here is the upload. */
  readonly wanInterface: string;
  /** Interface to the home, e.g. `bridge`: what leaves here is the download, of whichever line. */
  readonly lanInterface: string;
  /** Limit to begin with, Mbit/s. */
  readonly limitMbps: number;
  /** Whether another WAN's download leaves by the same interface; then this one's packets are told by a mark. */
  readonly isFurtherWan: boolean;
}

/**
 * Makes a queue, with the type of `queueTypeCommand`. Trees below an interface that take `no-mark` leave FastTrack
 * working; marks need packets that go past the firewall, so FastTrack must spare a further WAN's download.
 */
export function queueTreeCommands(wishes: QueueWishes): readonly string[] {
  const { wanName, direction, queue, wanInterface, lanInterface, limitMbps, isFurtherWan } = wishes;
  const isMarked = direction === 'download' && isFurtherWan;
  const packetMark = isMarked ? `${wanName.toLowerCase()}-download` : 'no-mark';
  const mark = consoleLine('/ip/firewall/mangle/add', {
    chain: 'forward',
    'in-interface': wanInterface,
    action: 'mark-packet',
    'new-packet-mark': packetMark,
    passthrough: 'yes',
    comment: `wanctl: download of ${wanName.toLowerCase()}`,
  });
  const add = consoleLine('/queue/tree/add', {
    name: queue,
    parent: direction === 'download' ? lanInterface : wanInterface,
    'packet-mark': packetMark,
    queue: queueTypeName(wanName, direction),
    'max-limit': Number.isInteger(limitMbps) ? `${limitMbps}M` : `${Math.round(limitMbps * 1000)}k`,
  });
  return isMarked ? [mark, add] : [add];
}
