export type { DirectionState } from './direction-law.js';
export { default } from './plugin.js';
export { ZonesAssessor } from './zones-assessor.js';
export { ZonesDirection, ZonesOptions, ZonesThresholds } from './zones-options.js';
export type { ZonesState } from './zones-state.js';
