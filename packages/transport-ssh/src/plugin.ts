import { definePlugin } from '@wanctl/core';
import { SshTransport } from './ssh-transport.js';
import { SshTransportOptions } from './ssh-transport-options.js';

/** Transport `ssh`: the router's command line over kept SSH connections. */
export default definePlugin({
  kind: 'transport',
  name: 'ssh',
  options: SshTransportOptions,
  component: SshTransport,
});
