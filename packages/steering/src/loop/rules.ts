import type { Clock, Faults, RuleState, RuleSwitch } from '@wanctl/core';
import type { SteeringVerdict } from '../law/observation.js';
import { DryRunRule } from './dry-run-rule.js';

/** How often the router is asked how the rules are, ms: others may toggle them too. */
const RECHECK_MS = 30_000;

const NO_FAULTS: Faults = { failures: 0, sinceMs: 0, last: null };

/** What steering needs of a rule switch. */
export type Rule = Pick<RuleSwitch, 'seen' | 'behind' | 'want' | 'look' | 'settled' | 'faults'>;

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

  /** True when every rule is clearly seen, and as it was last wanted. */
  get areSettled(): boolean {
    return this.#rules.every(
      ({ rule }) => !rule.behind && (rule.seen === 'enabled' || rule.seen === 'disabled'),
    );
  }

  /** Failed router calls, those of the rule that has most. */
  faults(): Faults {
    const all = this.#rules.map(({ rule }) => rule.faults());
    return all.reduce((worst, one) => (one.failures > worst.failures ? one : worst), NO_FAULTS);
  }

  /** Tells rules that are only imagined how an earlier process left them. */
  resume(target: string | null): void {
    for (const { wan, rule } of this.#rules) {
      if (rule instanceof DryRunRule) rule.seen = wan === target ? 'enabled' : 'disabled';
    }
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
