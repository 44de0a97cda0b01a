import { definePlugin } from '@wanctl/core';
import { RestTransport } from './rest-transport.js';
import { RestTransportOptions } from './rest-transport-options.js';

/** Transport `rest`: the router's REST API over HTTPS or HTTP. */
export default definePlugin({
  kind: 'transport',
  name: 'rest',
  options: RestTransportOptions,
  component: RestTransport,
});
