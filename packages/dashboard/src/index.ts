export type { DashboardPlace } from './place.js';
export { type Dashboard, serveDashboard } from './serve.js';
export type {
  DashboardSource,
  DirectionState,
  HealthDocument,
  HeardWan,
  HistoryRange,
  LiveDirection,
  LiveEvent,
  LiveFeed,
  LivePoint,
  LiveRecord,
  LoopState,
  ProfileDocument,
  ProfilePart,
  ProfileStage,
  SteeringState,
  WanState,
} from './source.js';
