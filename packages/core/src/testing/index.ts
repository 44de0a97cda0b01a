export { type AssessorUnderTest, describeAssessor } from './assessor-conformance.js';
export { ManualClock } from './manual-clock.js';
export { MemoryRouter, type RouterFault } from './memory-router.js';
export { MemoryStateStore } from './memory-state-store.js';
export { MemoryTrustStore } from './memory-trust-store.js';
export { describeProbe, type OpenProbe, type ProbeUnderTest } from './probe-conformance.js';
export { RecordingLogger } from './recording-logger.js';
export { ScriptedProbe } from './scripted-probe.js';
export {
  describeStateStore,
  type OpenStateStore,
  type StateStoreUnderTest,
} from './state-store-conformance.js';
export { describeTransport } from './transport-conformance/describe-transport.js';
export type {
  RouterUnderTest,
  TestRunner,
  TransportConformance,
  TransportFault,
  TransportLack,
  TransportUnderTest,
} from './transport-conformance/under-test.js';
export { describeWanAssessor, type WanAssessorUnderTest } from './wan-assessor-conformance.js';
