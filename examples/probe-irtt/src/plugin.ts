import { definePlugin } from '@wanctl/core';
import { IrttProbe } from './irtt-probe.js';
import { IrttProbeOptions } from './options.js';

/** Probe `irtt`: RTT and one-way delays to irtt servers. */
export default definePlugin({
  kind: 'probe',
  name: 'irtt',
  options: IrttProbeOptions,
  component: IrttProbe,
});
