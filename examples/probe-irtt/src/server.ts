import type { PendingProbe } from '@wanctl/core';
import { Flights, type FlightsParts } from './flights.js';
import { keepClient } from './kept-client.js';

/** How a server is. */
export interface ServerState {
  readonly name: string;
  readonly isHeard: boolean;
  /** It has not answered lately, though it should have. */
  readonly isSilent: boolean;
  /** Its answers tell the ways apart. */
  readonly isOneWay: boolean;
  /** What irtt says about it; empty while it answers. */
  readonly problem: string;
}

/** A server that is measured. */
export interface Server {
  state(): ServerState;
  pending(): PendingProbe[];
  stop(): Promise<void>;
}

/** What it may miss in a row before it counts as silent. */
const MISSED_PACKETS = 3;

/** Measures the RTT to a server, with a client that is run with `args`, until stopped. */
export function measureServer(args: readonly string[], parts: FlightsParts): Server {
  const { source: name, clock, timeoutMs, land } = parts;
  let { intervalMs } = parts;
  let heardAtMs = clock.now();
  let isHeard = false;
  let isOneWay = false;
  const flights = new Flights({
    ...parts,
    land(landing) {
      if (landing.rttMs !== null) {
        [heardAtMs, isHeard, isOneWay] = [clock.now(), true, landing.oneWayMs !== undefined];
      }
      land(landing);
    },
  });
  const client = keepClient(clock, args, (told) => {
    if (told.kind === 'answer') flights.answered(told);
    else if (told.kind === 'interval') intervalMs = told.intervalMs;
    else flights.begin(intervalMs);
  });
  return {
    state: () => ({
      ...{ name, isHeard, isOneWay, problem: client.problem() },
      isSilent: clock.now() - heardAtMs > MISSED_PACKETS * intervalMs + timeoutMs,
    }),
    pending: () => flights.pending(),
    async stop() {
      flights.stop();
      await client.stop();
    },
  };
}
