import { definePlugin } from '@wanctl/core';
import { ExampleTransport } from './example-transport.js';
import { ExampleTransportOptions } from './options.js';

export { ExampleTransport } from './example-transport.js';
export { ExampleTransportOptions } from './options.js';

export default definePlugin({
  kind: 'transport',
  name: 'example-transport',
  options: ExampleTransportOptions,
  component: ExampleTransport,
});
