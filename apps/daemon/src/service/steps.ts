import { messageOf } from '@wanctl/core';

/** Something that an installation does. */
export interface Step {
  /** What it does, for people; null: nothing, it only has something to take back. */
  readonly says: string | null;
  run(): Promise<void>;
  /** Takes it back, also when `run` has failed half-way. */
  undo(): Promise<void>;
}

/**
 * Takes the steps in order. When one fails, it and those before it are taken back, the newest first, and its error is
 * thrown; `tell` hears of each that could not be taken back.
 */
export async function takeSteps(steps: readonly Step[], tell: (line: string) => void): Promise<void> {
  const begun: Step[] = [];
  try {
    for (const step of steps) {
      begun.unshift(step);
      await step.run();
    }
  } catch (error) {
    for (const { says, undo } of begun) {
      await undo().catch((fault) => tell(`could not take back "${says ?? 'the rest'}": ${messageOf(fault)}`));
    }
    throw error;
  }
}
