import { definePlugin } from '@wanctl/core';
import { CakeAutorate } from './cake-autorate.js';
import { CakeAutorateOptions } from './options.js';

export default definePlugin({
  kind: 'assessor',
  name: 'cake-autorate',
  options: CakeAutorateOptions,
  component: CakeAutorate,
});
