import { definePlugin } from '@wanctl/core';
import { SqmAutorateOptions } from './options.js';
import { SqmAutorate } from './sqm-autorate.js';

export default definePlugin({
  kind: 'assessor',
  name: 'sqm-autorate',
  options: SqmAutorateOptions,
  component: SqmAutorate,
});
