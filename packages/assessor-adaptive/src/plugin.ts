import { definePlugin } from '@wanctl/core';
import { AdaptiveAssessor } from './adaptive-assessor.js';
import { AdaptiveOptions } from './adaptive-options.js';

export default definePlugin({
  kind: 'assessor',
  name: 'adaptive',
  options: AdaptiveOptions,
  component: AdaptiveAssessor,
});
