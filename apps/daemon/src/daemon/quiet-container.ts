import {
  CLOCK,
  type Container,
  createContainer,
  EVENTS,
  Events,
  LOGGER,
  provide,
  silentLogger,
  systemClock,
  TELEMETRY,
  Telemetry,
  TRUST_STORE,
} from '@wanctl/core';
import { createTrustStore } from './trust.js';

/**
 * A container with all that components ask for, for commands that make some of them without running a daemon:
 * nothing is logged, and whom they come to trust is told to `trusted` alone.
 */
export function quietContainer(trusted: (peer: string, fingerprint: string) => void = () => {}): Container {
  const container = createContainer();
  provide(container, CLOCK, systemClock);
  provide(container, EVENTS, new Events());
  provide(container, TELEMETRY, new Telemetry());
  provide(container, LOGGER, silentLogger);
  provide(container, TRUST_STORE, createTrustStore(new Map(), trusted));
  return container;
}
