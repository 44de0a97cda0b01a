import { definePlugin } from '@wanctl/core';
import { CakeProbe } from './cake-probe.js';
import { CakeProbeOptions } from './options.js';

/** Counters of the WAN's queues: `probe: cake`. */
export default definePlugin({
  kind: 'probe',
  name: 'cake',
  options: CakeProbeOptions,
  component: CakeProbe,
});
