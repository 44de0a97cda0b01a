export { AdaptiveAssessor } from './adaptive-assessor.js';
export { AdaptiveDirection, AdaptiveOptions } from './adaptive-options.js';
export type { AdaptiveState } from './adaptive-state.js';
export { default } from './plugin.js';
