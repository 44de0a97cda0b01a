import { definePlugin } from '@wanctl/core';
import { BinaryApiTransport } from './binary-api-transport.js';
import { BinaryApiOptions } from './options.js';

/** Transport `binary-api`: the API of RouterOS on port 8728, with TLS on 8729. */
export default definePlugin({
  kind: 'transport',
  name: 'binary-api',
  options: BinaryApiOptions,
  component: BinaryApiTransport,
});
