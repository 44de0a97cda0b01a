import type { Clock, RuleState, RuleSwitch } from '@wanctl/core';
import type { SteeringVerdict } from '../law/observation.js';

/** How often the router is asked how the rules are, ms: others may toggle them too. */
const RECHECK_MS = 30_000;

/** What steering needs of a rule switch. */
export type Rule = Pick<RuleSwitch, 'seen' | 'behind' | 'want' | 'look' | 'settled'>;

/** The rules of all alternates, of which at most one is to be enabled. */
export class Rules {
  readonly #rules: readonly { readonly wan: string; readonly rule: Rule }[];
  readonly #clock: Clock;
  #wanted: string | null = null;
  #lookedAtMs = 0;

  constructor(rules: readonly { wan: string; rule: Rule }[], clock: Clock) {
    this.#rules = rules;
    this.#clock = clock;
  }

  /** How the rules were last seen, in order. */
  get seen(): readonly RuleState[] {
    return this.#rules.map(({ rule }) => rule.seen);
  }

  /** Has all rules read in the background. */
  look(): void {
    this.#lookedAtMs = this.#clock.now();
    for (const { rule } of this.#rules) void rule.look();
  }

  /** Sees to it that only the wanted alternate's rule is enabled. */
  bring({ wanted, handsOff }: Pick<SteeringVerdict, 'wanted' | 'handsOff'>): void {
    this.#wanted = wanted;
    for (const { wan, rule } of this.#rules) {
      const differs = rule.seen === (wan === wanted ? 'disabled' : 'enabled');
      if (differs && !handsOff) rule.want(wan === wanted);
    }
  }

  /** Keeps going what is under way, and looks at the rules now and then. Called every tick. */
  drive(): void {
    for (const { wan, rule } of this.#rules) {
      if (rule.behind) rule.want(wan === this.#wanted);
      else if (rule.seen === 'unknown') void rule.look();
    }
    if (this.#clock.now() - this.#lookedAtMs >= RECHECK_MS) this.look();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#rules.map(({ rule }) => rule.settled()));
  }
}
