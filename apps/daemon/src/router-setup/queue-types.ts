import type { Direction } from '@wanctl/core';
import { consoleLine } from './console-line.js';

/**
 * How a line frames packets, as CAKE has to count them: properties of the queue type such as
 * `cake-overhead-scheme: docsis`; empty when nobody knows.
 */
export type Framing = Readonly<Record<string, string>>;

/** Name of a WAN's CAKE type: `cake-down-WAN` or `cake-up-WAN`, which the daemon gives its queues. */
export function queueTypeName(wanName: string, direction: Direction): string {
  return `cake-${direction === 'download' ? 'down' : 'up'}-${wanName.toLowerCase()}`;
}

/**
 * Makes a WAN's CAKE type, without a bandwidth: the queue's `max-limit` shapes, CAKE's own limit below it does not
 * (measured on an RB5009, 7.23). NAT is looked through on the way up only: on the way down that let the delay grow by
 * hundreds of ms (hAP ax2, 7.24). ACKs are thinned out on the way up, where it pays. Each host gets its share by the
 * default, `triple-isolate`.
 */
export function queueTypeCommand(wanName: string, direction: Direction, framing: Framing): string {
  return consoleLine('/queue/type/add', {
    name: queueTypeName(wanName, direction),
    kind: 'cake',
    'cake-diffserv': 'diffserv4',
    ...(direction === 'upload' && { 'cake-nat': 'yes', 'cake-ack-filter': 'filter' }),
    ...framing,
  });
}
