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

export const CLOCK = token<Clock>('Clock');
export const LOGGER = token<Logger>('Logger');
export const EVENTS = token<Events>('Events');
export const TELEMETRY = token<Telemetry>('Telemetry');
/** Which certificate or host key each peer is trusted by. */
export const TRUST_STORE = token<TrustStore>('TrustStore');
/** What is configured about the WAN at hand. */
export const LINE = token<LineSettings>('Line');
/** The validated options of the component at hand. */
export const OPTIONS = token<unknown>('Options');

export const TRANSPORT = token<Transport>('Transport');
/** All probes of the WAN at hand; register one by one, resolve all. */
export const PROBE = token<Probe>('Probe');
export const ASSESSOR = token<Assessor>('Assessor');
export const STATE_STORE = token<StateStore>('StateStore');
