export { ManualClock } from './manual-clock.js';
export { MemoryRouter, type RouterFault } from './memory-router.js';
export { MemoryStateStore } from './memory-state-store.js';
export { MemoryTrustStore } from './memory-trust-store.js';
export { RecordingLogger } from './recording-logger.js';
export { ScriptedProbe } from './scripted-probe.js';
