export { CakeAutorate } from './cake-autorate.js';
export { CakeAutorateOptions } from './options.js';
export { default } from './plugin.js';
