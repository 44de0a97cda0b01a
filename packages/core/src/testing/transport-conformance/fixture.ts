import type { Change, ChangeOutcome, Row } from '../../transport.js';
import { asTransportError } from '../../transport-error.js';
import type { RouterUnderTest } from './under-test.js';

/** The menu that the tests work in. */
export const MENU = 'queue/tree';

/** Names that are easily mangled on the way: by a shell, a CLI, a URL, JSON, a pattern or an encoding. */
export const NAMES: readonly string[] = [
  ...['WAN', 'wan', 'WAN-2', 'two  words', 'say "hi"', "it's", 'back\\slash', '$HOME', '$[/system reboot]'],
  ...['a;b', 'a=b', 'a,b', 'a.b', 'axb', '[find]', '{x}', '(y)', '.*', '#1', '50%', '%20', 'a&b?c+d/e', '*1'],
  ...['Überlauf ↓', '上り', '🚀', 'true', '007'],
];

/** A queue of each name, with a limit and a comment of its own. */
export const QUEUES: readonly Row[] = NAMES.map((name, index) => ({
  name,
  parent: 'global',
  'max-limit': String(1_000_000 + index),
  comment: `of ${name}`,
}));

/** The properties of a queue that its transport and its router must agree on. */
export function essence(row: Row): readonly unknown[] {
  return ['.id', 'name', 'max-limit', 'comment'].map((property) => row[property]);
}

/** The queue of that name as the router has it. */
export function rowOf(router: RouterUnderTest, name: string): Row {
  return router.rows(MENU).find((row) => row['name'] === name) ?? {};
}

/** A change of the queue of that name. */
export function changeOf(router: RouterUnderTest, name: string, set: Change['set']): Change {
  return { menu: MENU, id: rowOf(router, name)['.id'] ?? '', set };
}

/** A new limit for each of three queues. */
export function threeChanges(router: RouterUnderTest): Change[] {
  return ['WAN', 'wan', 'WAN-2'].map((name) => changeOf(router, name, { 'max-limit': '42000000' }));
}

/** Outcomes in a word each: `applied`, `skipped`, or the kind of the error. */
export function wordsOf(outcomes: readonly ChangeOutcome[]): string[] {
  return outcomes.map((outcome) =>
    outcome.status === 'failed' ? asTransportError(outcome.error).kind : outcome.status,
  );
}

/** Outcomes of `threeChanges` that say something else than what the router has, with what it has. */
export function liesAbout(outcomes: readonly ChangeOutcome[], router: RouterUnderTest): unknown[] {
  return threeChanges(router).flatMap(({ id, set }, index) => {
    const outcome = outcomes[index];
    const hasIt = router.rows(MENU).some((row) => row['.id'] === id && row['max-limit'] === set['max-limit']);
    if (outcome?.status === 'failed' && outcome.error.mayHaveApplied) return [];
    return hasIt === (outcome?.status === 'applied') ? [] : [{ outcome, hasIt }];
  });
}

/** What a call was rejected with; an `Error` that says so when it was not. */
export function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error('the call was not rejected'),
    (error: unknown) => error,
  );
}
