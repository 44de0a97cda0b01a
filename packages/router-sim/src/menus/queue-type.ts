import type { Field, Menu, Parse } from '../device/router.js';
import { bool, choice, integer, rate, text, time } from '../device/values.js';
import { warnOfType } from './cake-bandwidth.js';

const cake = (parse: Parse, initial: string): Field => ({ parse, initial, ofKinds: ['cake'] });

// In the order of a router's own list; the last is *FFFFFFF6.
const BUILT_IN = [
  ['default', 'pfifo', '50'],
  ['ethernet-default', 'pfifo', '50'],
  ['wireless-default', 'sfq', ''],
  ['synchronous-default', 'red', ''],
  ['hotspot-default', 'sfq', ''],
  ['pcq-upload-default', 'pcq', ''],
  ['pcq-download-default', 'pcq', ''],
  ['only-hardware-queue', 'none', ''],
  ['multi-queue-ethernet-default', 'mq-pfifo', '50'],
  ['default-small', 'pfifo', '10'],
] as const;

const LAST_ID = 0xffffffff;

/** `/queue/type` with the properties of `kind=cake` (completions and defaults of 7.22) and of pfifo. */
export const queueType: Menu = {
  firstId: 0xa,
  commands: ['add', 'remove', 'set'],
  changed: warnOfType,
  builtIn: BUILT_IN.map(([name, kind, limit], index) => ({
    id: LAST_ID - index,
    values: { name, kind, default: 'true', 'pfifo-limit': limit },
  })),
  fields: {
    name: { parse: text, required: true },
    default: { initial: 'false' },
    kind: {
      parse: choice('bfifo', 'cake', 'codel', 'fq-codel', 'mq-pfifo', 'none', 'pcq', 'pfifo', 'red', 'sfq'),
      required: true,
    },
    'pfifo-limit': { parse: integer(1, 4294967295), initial: '50', ofKinds: ['pfifo', 'mq-pfifo'] },
    'cake-ack-filter': cake(choice('none', 'filter', 'aggressive'), 'none'),
    'cake-atm': cake(choice('none', 'atm', 'ptm'), 'none'),
    'cake-autorate-ingress': cake(bool, 'false'),
    'cake-bandwidth': cake(rate, '0'),
    'cake-diffserv': cake(
      choice('besteffort', 'diffserv3', 'diffserv4', 'diffserv8', 'precedence'),
      'diffserv3',
    ),
    'cake-flowmode': cake(
      choice(
        'flowblind',
        'srchost',
        'dsthost',
        'hosts',
        'flows',
        'dual-srchost',
        'dual-dsthost',
        'triple-isolate',
      ),
      'triple-isolate',
    ),
    'cake-memlimit': cake(integer(0, 4294967295), '0'),
    'cake-mpu': cake(integer(0, 4294967295), '0'),
    'cake-nat': cake(bool, 'false'),
    'cake-overhead': cake(integer(-64, 256), '0'),
    'cake-overhead-scheme': cake(text, ''),
    'cake-rtt': cake(time, '100ms'),
    'cake-rtt-scheme': cake(
      choice(
        'none',
        'datacentre',
        'lan',
        'metro',
        'regional',
        'internet',
        'oceanic',
        'satellite',
        'interplanetary',
      ),
      'none',
    ),
    'cake-wash': cake(bool, 'false'),
  },
};
