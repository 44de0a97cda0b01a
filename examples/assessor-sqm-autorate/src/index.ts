export { SqmAutorateOptions } from './options.js';
export { default } from './plugin.js';
export { SqmAutorate } from './sqm-autorate.js';
