import type { Counters } from '../device/counters.js';
import type { Field, Menu, Parse, Router, StoredRow } from '../device/router.js';
import { isInvalid } from '../device/rows.js';
import { bool, decimal, integer, queueTypeName, rate, reference, text, time } from '../device/values.js';

/** A value for upload and one for download, as the target sees them; one alone is for both. */
function pair(parse: Parse, initial: string): Field {
  return {
    initial: `${initial}/${initial}`,
    parse(value, property, router) {
      const [upload = '', download = upload] = value.split('/');
      return `${parse(upload, property, router)}/${parse(download, property, router)}`;
    },
  };
}

/** `/queue/simple` (Terraform provider's captured rows): limits and counters are pairs, upload first. */
export const queueSimple: Menu = {
  firstId: 1,
  commands: ['add', 'remove', 'set', 'enable', 'disable', 'reset-counters'],
  fields: {
    'bucket-size': pair(decimal(0, 10), '0.1'),
    'burst-limit': pair(rate, '0'),
    'burst-threshold': pair(rate, '0'),
    'burst-time': pair(time, '0s'),
    comment: { parse: text },
    disabled: { parse: bool, initial: 'false' },
    dynamic: { initial: 'false' },
    'limit-at': pair(rate, '0'),
    'max-limit': pair(rate, '0'),
    name: { parse: text, required: true },
    'packet-marks': { parse: text, initial: '' },
    parent: { ...reference('queue/simple', () => ['none']), initial: 'none' },
    priority: pair(integer(1, 8), '8'),
    queue: pair(queueTypeName, 'default-small'),
    target: { parse: text, required: true },
  },
  statistics: [
    'bytes',
    'dropped',
    'packet-rate',
    'packets',
    'queued-bytes',
    'queued-packets',
    'rate',
  ].flatMap((property) => [property, `total-${property}`]),
  live: liveProperties,
};

function liveProperties(router: Router, row: StoredRow): Record<string, string> {
  const pairs: Readonly<Record<string, (counters: Counters) => number>> = {
    bytes: ({ bytes }) => bytes,
    dropped: () => 0,
    'packet-rate': ({ packetRate }) => packetRate,
    packets: ({ packets }) => packets,
    'queued-bytes': ({ queuedBytes }) => queuedBytes,
    'queued-packets': ({ queuedPackets }) => queuedPackets,
    rate: ({ rateBps }) => rateBps,
  };
  const shown = Object.entries(pairs).flatMap(([property, figure]) => {
    const [upload, download] = [row.counters, row.downloadCounters].map((part) => Math.floor(figure(part)));
    return [
      [property, `${upload}/${download}`],
      // Assumed to count for `total-` limits alone, which are not simulated.
      [`total-${property}`, '0'],
    ] as const;
  });
  const invalid = String(isInvalid(router, router.tables['queue/simple'], row));
  return { ...Object.fromEntries(shown), invalid };
}
