import { definePlugin } from '@wanctl/core';
import { IcmpProbe } from './icmp-probe.js';
import { IcmpProbeOptions } from './options.js';

/** RTT by ICMP echo: `probe: icmp`. */
export default definePlugin({
  kind: 'probe',
  name: 'icmp',
  options: IcmpProbeOptions,
  component: IcmpProbe,
});
