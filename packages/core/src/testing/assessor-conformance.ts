import type { Assessor, Turn } from '../assessor.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import type { TestRunner } from './transport-conformance/under-test.js';

/** A law and what it is shown. */
export interface AssessorUnderTest<State, Seen, Verdict> {
  readonly assessor: Assessor<State, Seen, Verdict>;
  /** In order of time, and eventful: what the law is to stand it has to meet here. */
  readonly observations: readonly Seen[];
  /** What is wrong with a verdict, whatever the law was restored from; absent when any will do. */
  faultsOf?(verdict: Verdict): readonly string[];
}

/** Values that no law has saved, one of which is put in the place of each that it has. */
const JUNK: readonly Json[] = [
  null,
  true,
  '',
  'RED',
  -1,
  0,
  0.5,
  1e308,
  Infinity,
  NaN,
  [],
  [1],
  {},
  { a: 1 },
];

/** Turns after a restart on junk: enough for it to show. */
const TURNS_ON_JUNK = 20;

type Open<State, Seen, Verdict> = () => AssessorUnderTest<State, Seen, Verdict>;

/**
 * Checks that a law keeps the `Assessor` contract, with tests that it defines in the given runner. `open` gives a
 * new law and the same observations each time.
 */
export function describeAssessor<State, Seen, Verdict>(
  name: string,
  open: Open<State, Seen, Verdict>,
  runner: TestRunner,
): void {
  runner.describe(`${name}: the contract of an assessor`, () => {
    testPurity(open, runner);
    testState(open, runner);
    testVerdicts(open, runner);
  });
}

function testPurity<State, Seen, Verdict>(
  open: Open<State, Seen, Verdict>,
  { it, expect }: TestRunner,
): void {
  it('gives the same turn for the same state and observation, whatever came in between', async () => {
    const { assessor, observations } = open();
    const turns = run(assessor, observations);
    expect(run(open().assessor, observations)).toEqual(turns);
    const states = [assessor.initial(), ...turns.map(({ state }) => state)];
    for (let at = turns.length - 1; at >= 0; at -= 1) {
      expect(assessor.assess(states[at] as State, observations[at] as Seen)).toEqual(turns[at]);
    }
  });

  it('changes neither the state nor the observation that it is given', async () => {
    const { assessor, observations } = open();
    const turns = run(assessor, observations);
    expect(run(assessor, deepFreeze(structuredClone(observations)), deepFreeze)).toEqual(turns);
  });

  it('asks neither the clock nor chance', async () => {
    const { assessor, observations } = open();
    withoutClockAndChance(() => {
      for (const { state } of run(assessor, observations)) assessor.restore(assessor.persist(state));
    });
  });
}

function testState<State, Seen, Verdict>(open: Open<State, Seen, Verdict>, { it, expect }: TestRunner): void {
  it('keeps and saves plain data', async () => {
    const { assessor, observations } = open();
    const states = [assessor.initial(), ...run(assessor, observations).map(({ state }) => state)];
    expect(states.flatMap((state) => jsonFaults(state, 'state'))).toEqual([]);
    expect(states.flatMap((state) => jsonFaults(assessor.persist(state), 'saved'))).toEqual([]);
  });

  it('saves the same again after a restart', async () => {
    const { assessor, observations } = open();
    const { assessor: restarted } = open();
    for (const { state } of run(assessor, observations)) {
      const saved = assessor.persist(state);
      expect(restarted.persist(restarted.restore(JSON.parse(JSON.stringify(saved))))).toEqual(saved);
    }
  });
}

function testVerdicts<State, Seen, Verdict>(
  open: Open<State, Seen, Verdict>,
  { it, expect }: TestRunner,
): void {
  it('gives verdicts that make sense, also after a restart on junk', async () => {
    const { assessor, observations, faultsOf = () => [] } = open();
    const turns = run(assessor, observations);
    expect(turns.some(({ assessment }) => assessment !== null)).toEqual(true);
    const junk = spoiled(assessor.persist((turns.at(-1) as Turn<State, Verdict>).state));
    const afterJunk = junk.flatMap((saved) =>
      run(assessor, observations.slice(0, TURNS_ON_JUNK), (state) => state, assessor.restore(saved)),
    );
    const all = [...turns, ...afterJunk];
    expect(all.flatMap(({ assessment }) => (assessment === null ? [] : faultsOf(assessment)))).toEqual([]);
    expect(afterJunk.flatMap(({ state }) => jsonFaults(state, 'state'))).toEqual([]);
  });
}

/** All turns from a state on; `keep` is given each state before it is used. */
function run<State, Seen, Verdict>(
  assessor: Assessor<State, Seen, Verdict>,
  observations: readonly Seen[],
  keep = (state: State) => state,
  from = assessor.initial(),
): Turn<State, Verdict>[] {
  let state = from;
  return observations.map((observation) => {
    const turn = assessor.assess(keep(state), observation);
    state = turn.state;
    return turn;
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** Runs it while asking for the time or a random number throws. */
function withoutClockAndChance(body: () => void): void {
  const real = { date: Date.now, performance: performance.now, random: Math.random };
  const refuse = (what: string) => () => {
    throw new Error(`${what} was asked: a law takes the time from its observation`);
  };
  Date.now = refuse('Date.now');
  performance.now = refuse('performance.now');
  Math.random = refuse('Math.random');
  try {
    body();
  } finally {
    Date.now = real.date;
    performance.now = real.performance;
    Math.random = real.random;
  }
}

/** Places in a value that JSON would change. */
function jsonFaults(value: unknown, place: string): string[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${place} is ${value}`];
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(Object(value)) === Object.prototype;
  if (typeof value !== 'object' || !isPlain) return [`${place} is no plain data`];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : jsonFaults(inner, `${place}.${key}`),
  );
}

/** Copies of a document with each of its values, at any depth, replaced by junk or left out; and an empty one. */
function spoiled(document: JsonObject): JsonObject[] {
  return [{}, ...Object.keys(document).flatMap((key) => spoiledAt(document, key))];
}

function spoiledAt(document: JsonObject, key: string): JsonObject[] {
  const { [key]: value, ...rest } = document;
  const inner = isJsonObject(value) ? spoiled(value) : [];
  return [rest, ...[...JUNK, ...inner].map((junk) => ({ ...document, [key]: junk }))];
}
