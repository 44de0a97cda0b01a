export { default } from './plugin.js';
export { quote } from './quote.js';
export { SshTransport } from './ssh-transport.js';
export { SshTransportOptions } from './ssh-transport-options.js';
