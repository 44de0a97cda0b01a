import type { Assessor } from './assessor.js';
import type { Clock } from './clock.js';
import type { Events } from './events.js';
import type { LineSettings } from './line.js';
import type { Logger } from './logger.js';
import type { Probe } from './probe.js';
import type { StateStore } from './state-store.js';
import type { Telemetry } from './telemetry.js';
import { token } from './token.js';
import type { Transport } from './transport.js';
import type { TrustStore } from './trust-store.js';

/** The time that everything goes by; tests have one that stands still. */
export const CLOCK = token<Clock>('Clock');
/** Where the WAN or steering at hand reports to. */
export const LOGGER = token<Logger>('Logger');
/** What happens in this process, of all WANs. */
export const EVENTS = token<Events>('Events');
/** Durations and counts of the WAN or steering at hand. */
export const TELEMETRY = token<Telemetry>('Telemetry');
/** Which certificate or host key each peer is trusted by. */
export const TRUST_STORE = token<TrustStore>('TrustStore');
/** What is configured about the WAN at hand. */
export const LINE = token<LineSettings>('Line');
/** The validated options of the component at hand. */
export const OPTIONS = token<unknown>('Options');

/** The way to the router of the WAN at hand. */
export const TRANSPORT = token<Transport>('Transport');
/** All probes of the WAN at hand; register one by one, resolve all. */
export const PROBE = token<Probe>('Probe');
/** The law of the WAN at hand. */
export const ASSESSOR = token<Assessor>('Assessor');
/** Where the WAN or steering at hand keeps its state. */
export const STATE_STORE = token<StateStore>('StateStore');
