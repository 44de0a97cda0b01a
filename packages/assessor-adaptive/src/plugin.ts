import { definePlugin } from '@wanctl/core';
import { AdaptiveAssessor } from './adaptive-assessor.js';
import { AdaptiveOptions } from './adaptive-options.js';

/** Law `adaptive`: heeds the load, for lines whose capacity varies. */
export default definePlugin({
  kind: 'assessor',
  name: 'adaptive',
  options: AdaptiveOptions,
  component: AdaptiveAssessor,
});
