import {
  asTransportError,
  type Change,
  type ChangeOutcome,
  isConnectionFault,
  type MayWrite,
} from '@wanctl/core';
import { countDone } from './decode.js';
import { encodeChanges } from './encode.js';
import { refusal } from './refusal.js';
import type { Session } from './session.js';

/**
 * Applies changes in order, in one command line, and never rejects. A refused change ends the line, or keeps all
 * of it from running when it does not even parse. So all from the first that has not reported success are sent
 * again one by one, which does no harm: setting a value twice is setting it.
 */
export async function applyChanges(
  session: Session,
  changes: readonly Change[],
  mayWrite?: MayWrite,
): Promise<ChangeOutcome[]> {
  try {
    const done = changes.length > 1 ? await applyTogether(session, changes, mayWrite) : 0;
    const outcomes: ChangeOutcome[] = changes.slice(0, done).map(() => ({ status: 'applied' }));
    for (const change of changes.slice(done)) {
      outcomes.push(
        isLost(outcomes.at(-1)) ? { status: 'skipped' } : await applyOne(session, change, mayWrite),
      );
    }
    return outcomes;
  } catch (error) {
    return faultOutcomes(error, changes);
  }
}

/** Outcomes when the connection fails under a whole list: all may have been applied if it was sent, else none. */
export function faultOutcomes(thrown: unknown, changes: readonly Change[]): ChangeOutcome[] {
  const error = asTransportError(thrown);
  return changes.map((_, index) =>
    index === 0 || error.mayHaveApplied ? { status: 'failed', error } : { status: 'skipped' },
  );
}

/** How many changes have been applied, from the first. */
async function applyTogether(
  session: Session,
  changes: readonly Change[],
  mayWrite?: MayWrite,
): Promise<number> {
  const line = lineOf(changes);
  return line === null ? 0 : countDone(await session.execute({ line, isChange: true, mayWrite }));
}

function lineOf(changes: readonly Change[]): string | null {
  try {
    return encodeChanges(changes);
  } catch {
    return null;
  }
}

async function applyOne(session: Session, change: Change, mayWrite?: MayWrite): Promise<ChangeOutcome> {
  try {
    const text = await session.execute({ line: encodeChanges([change]), isChange: true, mayWrite });
    if (countDone(text) === 0) throw refusal(text, true);
    return { status: 'applied' };
  } catch (error) {
    return { status: 'failed', error: asTransportError(error) };
  }
}

function isLost(outcome: ChangeOutcome | undefined): boolean {
  return (
    outcome?.status === 'skipped' || (outcome?.status === 'failed' && isConnectionFault(outcome.error.kind))
  );
}
