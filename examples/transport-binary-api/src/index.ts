export { BinaryApiTransport } from './binary-api-transport.js';
export { BinaryApiOptions } from './options.js';
export { default } from './plugin.js';
