import { describe, expect, it } from 'vitest';
import type { Assessor, JsonObject, LineSettings, Observation } from '../../src/index.js';
import { describeWanAssessor } from '../../src/testing/index.js';

const LINE: LineSettings = {
  wanName: 'wan',
  intervalMs: 2000,
  baselineRttMs: 20,
  reflectors: ['one', 'two'],
  queues: { download: 'Down', upload: 'Up' },
  bounds: {
    download: { floorBps: 10e6, ceilingBps: 100e6 },
    upload: { floorBps: 1e6, ceilingBps: 20e6 },
  },
};

interface State {
  readonly turns: number;
}

/** Sinks from the ceiling by 1 kbit/s a turn; remembers how often it has. */
class Sinking implements Assessor<State> {
  initial = () => ({ turns: 0 });
  restore = (saved: JsonObject): State => {
    const turns = saved['turns'];
    return { turns: Number.isInteger(turns) ? Math.min(Math.max(0, Number(turns)), 1000) : 0 };
  };
  persist = (state: State): JsonObject => ({ turns: state.turns });
  assess(before: State, _observation: Observation) {
    const state = { turns: Math.min(before.turns + 1, 1000) };
    const direction = (ceilingBps: number) => ({
      zone: 'GREEN' as const,
      rateBps: ceilingBps - state.turns * 1000,
      reason: { code: 'sink', text: 'sinking' },
    });
    const { download, upload } = LINE.bounds;
    const assessment = {
      download: direction(download.ceilingBps),
      upload: direction(upload.ceilingBps),
      delay: null,
    };
    return { state, assessment };
  }
}

describeWanAssessor('Sinking', () => ({ assessor: new Sinking(), line: LINE }), { describe, it, expect });

describe('the suite', () => {
  /** Titles of the tests that a law fails. */
  async function failuresOf(change: (law: Sinking) => void): Promise<string[]> {
    const tests: { title: string; body: () => Promise<void> }[] = [];
    const open = () => {
      const assessor = new Sinking();
      change(assessor);
      return { assessor, line: LINE };
    };
    describeWanAssessor('law', open, {
      describe: (_, body) => body(),
      it: (title, body) => tests.push({ title, body }),
      expect,
    });
    const results = await Promise.allSettled(tests.map(({ body }) => body()));
    return tests.filter((_, index) => results[index]?.status === 'rejected').map(({ title }) => title);
  }

  const turnOf = (law: Sinking) => law.assess.bind(law);
  const withRate = (law: Sinking, rateOf: (rateBps: number) => number) => {
    const turn = turnOf(law);
    law.assess = (state, observation) => {
      const { state: next, assessment } = turn(state, observation);
      const download = { ...assessment.download, rateBps: rateOf(assessment.download.rateBps) };
      return { state: next, assessment: { ...assessment, download } };
    };
  };

  it.each<[string, string, (law: Sinking) => void]>([
    [
      'that remembers beside its state',
      'gives the same turn',
      (law) => {
        let count = 0;
        withRate(law, (rateBps) => rateBps - ++count);
      },
    ],
    [
      'that changes its state in place',
      'changes neither',
      (law) => {
        const turn = turnOf(law);
        law.assess = (state, observation) => {
          const next = turn(state, observation);
          return { ...next, state: Object.assign(state, next.state) };
        };
      },
    ],
    [
      'that takes from its observation',
      'changes neither',
      (law) => {
        const turn = turnOf(law);
        law.assess = (state, observation) => {
          (observation.rtt as unknown[]).pop();
          return turn(state, observation);
        };
      },
    ],
    [
      'that asks the clock',
      'asks neither',
      (law) => withRate(law, (rateBps) => rateBps - (Date.now() > 0 ? 1 : 2)),
    ],
    [
      'that throws dice',
      'asks neither',
      (law) => withRate(law, (rateBps) => rateBps - (Math.random() < 2 ? 1 : 2)),
    ],
    [
      'that asks for the uptime',
      'asks neither',
      (law) => withRate(law, (rateBps) => rateBps - (performance.now() > 0 ? 1 : 2)),
    ],
    [
      'that keeps what JSON has not',
      'keeps and saves plain data',
      (law) => {
        law.initial = () => ({ turns: 0, since: Number.NEGATIVE_INFINITY });
      },
    ],
    [
      'that saves what JSON has not',
      'keeps and saves plain data',
      (law) => {
        law.persist = ({ turns }) => ({ turns, seen: new Map() as never });
      },
    ],
    [
      'that restores something else than it saved',
      'saves the same again',
      (law) => {
        law.restore = () => ({ turns: 0 });
      },
    ],
    [
      'that believes what it restores',
      'gives verdicts that make sense',
      (law) => {
        law.restore = ({ turns }) => ({ turns: Number(turns ?? 0) });
      },
    ],
    [
      'that throws at junk',
      'gives verdicts that make sense',
      (law) => {
        law.restore = ({ turns }) => {
          if (typeof turns !== 'number') throw new Error('junk');
          return { turns };
        };
      },
    ],
    [
      'that wants half a bit',
      'gives verdicts that make sense',
      (law) => withRate(law, (rateBps) => rateBps - 0.5),
    ],
    [
      'that exceeds the ceiling',
      'gives verdicts that make sense',
      (law) => withRate(law, (rateBps) => rateBps + 1e6),
    ],
  ])('finds a law %s', async (_, title, change) => {
    expect(await failuresOf(change)).toContainEqual(expect.stringContaining(title));
  });
});
