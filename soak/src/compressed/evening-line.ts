// A plugin: a line whose probes take as long as the evening says.
import {
  API_VERSION,
  type CancelTimer,
  CLOCK,
  type Clock,
  LINE,
  type LineSettings,
  type PendingProbe,
  type Plugin,
  type Probe,
  type ProbeHealth,
  type SampleSink,
} from '@wanctl/core';
import { eveningAt } from '../evening.js';
import { WANS } from './wans.js';

const INTERVAL_MS = 50;
/** After so long without an answer a probe is lost, ms. */
const LOST_AFTER_MS = 1000;
const SOURCE = 'reflector';

class EveningLine implements Probe {
  readonly measures = 'rtt';
  readonly #pending = new Set<PendingProbe>();
  #sequence = 0;
  #isAnswered = true;
  #cancel: CancelTimer = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly line: LineSettings,
  ) {}

  async start(sink: SampleSink): Promise<void> {
    this.#send(sink);
  }

  async stop(): Promise<void> {
    this.#cancel();
  }

  health(): ProbeHealth {
    const state = this.#isAnswered ? 'healthy' : 'collapsed';
    return { state, engine: 'evening', detail: this.#isAnswered ? '' : 'no answer' };
  }

  pending(): readonly PendingProbe[] {
    return [...this.#pending];
  }

  #send(sink: SampleSink): void {
    const sentAtMs = this.clock.now();
    const { rttMs, isOut } = eveningAt(sentAtMs, WANS.indexOf(this.line.wanName));
    const sequence = this.#sequence;
    this.#sequence += 1;
    const probe = { source: SOURCE, sentAtMs };
    this.#pending.add(probe);
    this.clock.schedule(
      () => {
        this.#pending.delete(probe);
        this.#isAnswered = !isOut;
        sink({ kind: 'rtt', source: SOURCE, sequence, sentAtMs, rttMs: isOut ? null : rttMs });
      },
      isOut ? LOST_AFTER_MS : rttMs,
    );
    this.#cancel = this.clock.schedule(() => this.#send(sink), INTERVAL_MS);
  }
}

export default {
  apiVersion: API_VERSION,
  kind: 'probe',
  name: 'evening',
  create: (host) => new EveningLine(host.resolve(CLOCK), host.resolve(LINE)),
} satisfies Plugin<'probe'>;
