import { describe, expect, it } from 'vitest';
import { describeProbe, ScriptedProbe } from '../../src/testing/index.js';

describeProbe(
  'ScriptedProbe',
  async () => {
    const probe = new ScriptedProbe();
    const sources = ['one', 'two'];
    let rttMs: number | null = 12;
    return {
      probe,
      sources,
      turn() {
        for (const source of sources) probe.answer(rttMs, source);
      },
      silence() {
        rttMs = null;
        probe.state = 'collapsed';
      },
    };
  },
  { describe, it, expect },
);
