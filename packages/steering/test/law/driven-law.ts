import type { RuleState } from '@wanctl/core';
import {
  type AlternateHealth,
  SteeringAssessor,
  type SteeringLawOptions,
  type SteeringObservation,
  type SteeringState,
  type SteeringVerdict,
} from '../../src/index.js';
import { lawOptions } from './golden.js';

/** Options with two alternates and no other than the default thresholds. */
export function twoAlternates(changes: Partial<SteeringLawOptions> = {}): SteeringLawOptions {
  return { ...lawOptions(), alternates: ['wan2', 'wan3'], ...changes };
}

/** What the primary may be seen in: a calm line, a congested one, one that answers no probe. */
export const CALM = { rttMs: 24, drops: 0, queuedPackets: 0 };
export const RED = { rttMs: 200, drops: 5, queuedPackets: 90 };
export const DOWN = { rttMs: null, primary: { zone: null, measurement: 'collapsed' as const } };

/** A law with a router that does at once what is wanted, as long as it `obeys`; tests change what they like. */
export class DrivenLaw {
  readonly law: SteeringAssessor;
  readonly rules: Record<string, RuleState>;
  readonly health: Record<string, Partial<AlternateHealth>> = {};
  readonly verdicts: SteeringVerdict[] = [];
  obeys = true;
  state: SteeringState;
  nowMs = 0;
  readonly #options: SteeringLawOptions;

  constructor(options = twoAlternates()) {
    this.#options = options;
    this.law = new SteeringAssessor(options);
    this.state = this.law.initial();
    this.rules = Object.fromEntries(options.alternates.map((wan) => [wan, 'disabled' as const]));
  }

  /** Shows the law the same for so many ticks, then the router's answer to the last; gives the last verdict. */
  see(seen: Partial<SteeringObservation>, ticks = 1): SteeringVerdict | null {
    let verdict: SteeringVerdict | null = null;
    for (let tick = 0; tick < ticks; tick += 1) {
      this.nowMs += this.#options.intervalMs;
      const turn = this.law.assess(this.state, this.observation(seen));
      this.state = turn.state;
      verdict = turn.assessment;
      if (verdict) this.verdicts.push(verdict);
      if (verdict && this.obeys && !verdict.handsOff) this.#bring(verdict.wanted);
    }
    return verdict;
  }

  observation(seen: Partial<SteeringObservation>): SteeringObservation {
    return {
      nowMs: this.nowMs,
      baselineMs: 24,
      ...CALM,
      primary: { zone: null, measurement: null },
      alternates: this.#options.alternates.map((wan) => ({
        ...{ wan, zone: null, measurement: null },
        rule: this.rules[wan] ?? 'missing',
        ...this.health[wan],
      })),
      ...seen,
    };
  }

  #bring(wanted: string | null): void {
    for (const wan of Object.keys(this.rules)) {
      if (this.rules[wan] === 'enabled' || this.rules[wan] === 'disabled') {
        this.rules[wan] = wan === wanted ? 'enabled' : 'disabled';
      }
    }
  }
}
