import type { Probe, ProbeHealth, SampleSink } from '../probe.js';

/** A latency probe that delivers what a test tells it to. */
export class ScriptedProbe implements Probe {
  readonly measures = 'rtt';
  state: ProbeHealth['state'] = 'healthy';
  #sink: SampleSink | null = null;
  #sequence = 0;

  async start(sink: SampleSink): Promise<void> {
    this.#sink = sink;
  }

  async stop(): Promise<void> {
    this.#sink = null;
  }

  health(): ProbeHealth {
    return { state: this.state, engine: 'scripted', detail: this.state === 'healthy' ? '' : 'as scripted' };
  }

  /** Delivers one sample; before `start` and after `stop` it is lost. */
  answer(rttMs: number | null, source = 'reflector', sentAtMs = 0): void {
    this.#sink?.({ kind: 'rtt', source, sequence: this.#sequence, sentAtMs, rttMs });
    this.#sequence += 1;
  }
}
