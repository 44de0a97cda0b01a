import type { JsonObject, RuleState } from '@wanctl/core';
import { SteeringAssessor, type SteeringState, type Transition } from '../../src/index.js';
import { confirm } from '../../src/law/confirm.js';
import { type Cycle, lawOptions, type Scenario } from './golden.js';

/**
 * What surrounds the law in the original program: a ping that falls back to the last RTT, a router that is asked and
 * read back within the cycle, a state file, and a new process per cycle where a scenario wants it.
 */
export class OriginalCycle {
  readonly #options;
  readonly #law: SteeringAssessor;
  readonly #isFresh: boolean;
  readonly transitions: Transition[] = [];
  state: SteeringState;
  isRuleEnabled: boolean;
  #restsOn: number[] = [];

  constructor(scenario: Scenario, isRuleEnabled: boolean) {
    this.#options = lawOptions(scenario);
    this.#law = new SteeringAssessor(this.#options);
    this.#isFresh = scenario.fresh_process_each_cycle;
    this.state = this.#law.restore(scenario.initial_state_file ?? {});
    this.isRuleEnabled = isRuleEnabled;
  }

  /** One cycle; true when the law asked for a change of the rule. */
  run({ i, in: given, out }: Cycle): boolean {
    if (this.#isFresh) this.state = this.#law.restore(this.saved());
    const ping = given.pings.slice(0, 3).find((rttMs) => rttMs !== null);
    // The original program judges an old RTT once more when nobody answers; this loop does not.
    const rttMs = ping ?? (out.result === 'ok' ? (this.#restsOn.at(-1) ?? null) : null);
    if (rttMs !== null && out.result === 'ok') this.#restsOn = [rttMs];
    const turn = this.#law.assess(this.state, {
      nowMs: i * 2000,
      rttMs: out.result === 'ok' ? rttMs : null,
      baselineMs: given.baseline,
      drops: given.counters && (out.signals?.drops ?? null),
      queuedPackets: given.counters?.queued ?? null,
      primary: { zone: null, measurement: null },
      alternates: [this.#alternate(given.router === 'print_fail' ? 'unknown' : this.#rule())],
    });
    this.state = turn.state;
    if (turn.assessment?.transition) this.transitions.push(turn.assessment.transition);
    const wanted = turn.assessment?.wanted ?? null;
    const asks = turn.assessment !== null && wanted !== turn.state.target;
    if (asks) this.#bring(wanted !== null, given.router);
    return asks;
  }

  saved(): JsonObject {
    return this.#law.persist(this.state);
  }

  #bring(enabled: boolean, router: Cycle['in']['router']): void {
    if (router === 'ok' || router === 'print_fail') this.isRuleEnabled = enabled;
    if (router === 'print_fail') return;
    const { state, transition } = confirm(this.#options, this.state, [this.#alternate(this.#rule())]);
    this.state = state;
    if (transition) this.transitions.push(transition);
  }

  #rule(): RuleState {
    return this.isRuleEnabled ? 'enabled' : 'disabled';
  }

  #alternate(rule: RuleState) {
    return { wan: 'wan2', rule, zone: null, measurement: null };
  }
}
