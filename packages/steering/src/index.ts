export {
  type AlternateSettings,
  createSteering,
  type SteeringHost,
  type SteeringSettings,
} from './create-steering.js';
export type {
  AlternateHealth,
  Congestion,
  SteeringFigures,
  SteeringObservation,
  SteeringVerdict,
  Transition,
  WanHealth,
} from './law/observation.js';
export { SteeringAssessor } from './law/steering-assessor.js';
export {
  type ConfidenceOptions,
  DEFAULT_CONFIDENCE,
  DEFAULT_GUARD,
  type FlapOptions,
  type GuardOptions,
  type SteeringLawOptions,
  type SteeringThresholds,
} from './law/steering-options.js';
export type { SteeringState } from './law/steering-state.js';
export type { HeardWan, SteeringHealth } from './loop/steering-health.js';
export { SteeringLoop } from './loop/steering-loop.js';
export { WanEvents } from './signals/wan-events.js';
export { WanFile, type WanFileParts } from './signals/wan-file.js';
export type { WanReport, WanSink, WanSource } from './signals/wan-source.js';
