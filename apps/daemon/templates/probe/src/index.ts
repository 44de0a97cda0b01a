import { definePlugin } from '@wanctl/core';
import { ExampleProbe } from './example-probe.js';
import { ExampleProbeOptions } from './options.js';

export { ExampleProbe } from './example-probe.js';
export { ExampleProbeOptions } from './options.js';

export default definePlugin({
  kind: 'probe',
  name: 'example-probe',
  options: ExampleProbeOptions,
  component: ExampleProbe,
});
