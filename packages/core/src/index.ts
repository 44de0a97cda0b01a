export type {
  Assessment,
  Assessor,
  DelayFigures,
  Direction,
  DirectionAssessment,
  Observation,
  PerDirection,
  Reason,
  Turn,
  Zone,
} from './assessor.js';
export { atMost, type CancelTimer, type Clock, delay, localTime, systemClock } from './clock.js';
export { ControlLoop, type ControlLoopParts } from './control/control-loop.js';
export { SampleInbox } from './control/sample-inbox.js';
export { StateKeeper } from './control/state-keeper.js';
export { startTicking, type TickerParts } from './control/ticker.js';
export { wanDocument } from './control/wan-document.js';
export {
  type Constructor,
  type Container,
  createContainer,
  inject,
  makeInjectable,
  provide,
  resolve,
  resolveAll,
} from './di.js';
export { type ErrorCode, isWanctlError, messageOf, oneLine, WanctlError } from './errors.js';
export { type EventMap, Events } from './events.js';
export type { StageFigures } from './histogram.js';
export { isJsonObject, type Json, type JsonObject, mergeJson } from './json.js';
export type { LineSettings, RateBounds } from './line.js';
export { type Logger, silentLogger } from './logger.js';
export { checkOptions, isSecretKey, knownKeys, type OptionsProblem, parseOptions, Type } from './options.js';
export {
  API_VERSION,
  definePlugin,
  type Plugin,
  type PluginDefinition,
  type PluginHost,
  type PluginKind,
  type PluginProducts,
} from './plugin.js';
export { assertPlugin, findPlugin, knownPlugins, registerPlugin } from './plugin-registry.js';
export type {
  CounterSample,
  PendingProbe,
  Probe,
  ProbeHealth,
  RttSample,
  Sample,
  SampleSink,
} from './probe.js';
export { FailoverTransport } from './router/failover-transport.js';
export type { Faults } from './router/fault-memory.js';
export { fenceTransport, notAllowed } from './router/fence-transport.js';
export type { QueueTarget } from './router/find-queues.js';
export { meterTransport } from './router/meter-transport.js';
export type { QueuesHealth } from './router/queues-health.js';
export { type RuleState, RuleSwitch, type RuleSwitchParts } from './router/rule-switch.js';
export { WanQueues, type WanQueuesParts } from './router/wan-queues.js';
export type { WriteBudgetHealth } from './router/write-budget.js';
export type { StateLock, StateStore } from './state-store.js';
export {
  figuresBetween,
  NOTHING_NOTED,
  Telemetry,
  type TelemetryFigures,
  type TelemetryMark,
} from './telemetry.js';
export type { Token } from './token.js';
export {
  ASSESSOR,
  CLOCK,
  EVENTS,
  LINE,
  LOGGER,
  OPTIONS,
  PROBE,
  STATE_STORE,
  TELEMETRY,
  TRANSPORT,
  TRUST_STORE,
} from './tokens.js';
export {
  type Change,
  type ChangeOutcome,
  type Command,
  type MayWrite,
  matchingRows,
  type ReadRequest,
  type Row,
  type Transport,
} from './transport.js';
export {
  asTransportError,
  isConnectionFault,
  TransportError,
  type TransportErrorKind,
} from './transport-error.js';
export { checkFingerprint, type TrustStore } from './trust-store.js';
