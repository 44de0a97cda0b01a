export { default } from './plugin.js';
export { RestTransport } from './rest-transport.js';
export { RestTransportOptions } from './rest-transport-options.js';
