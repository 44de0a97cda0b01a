import { definePlugin } from '@wanctl/core';
import { ZonesAssessor } from './zones-assessor.js';
import { ZonesOptions } from './zones-options.js';

/** Law `zones`: the proven thresholds of three or four zones. */
export default definePlugin({
  kind: 'assessor',
  name: 'zones',
  options: ZonesOptions,
  component: ZonesAssessor,
});
