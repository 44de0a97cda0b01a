import { definePlugin } from '@wanctl/core';
import { SimEchoOptions } from './options.js';
import { SimEchoProbe } from './sim-echo-probe.js';

/** The probe `sim-echo`: round trips over UDP to reflectors of the simulator. */
export default definePlugin({
  kind: 'probe',
  name: 'sim-echo',
  options: SimEchoOptions,
  component: SimEchoProbe,
});
