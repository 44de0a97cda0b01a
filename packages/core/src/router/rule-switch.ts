import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { Telemetry } from '../telemetry.js';
import type { Transport } from '../transport.js';
import { asTransportError, TransportError } from '../transport-error.js';
import { FaultMemory, type Faults } from './fault-memory.js';
import { findRule, MANGLE_MENU } from './find-rule.js';

/**
 * A rule as last seen on the router. `missing`, `ambiguous`: no rule, or several, with that comment. `unknown`:
 * not looked at yet, or a change is under way or in doubt.
 */
export type RuleState = 'enabled' | 'disabled' | 'missing' | 'ambiguous' | 'unknown';

/** What `RuleSwitch` works with. */
export interface RuleSwitchParts {
  /** Comment of the one mangle rule, compared exactly. */
  readonly comment: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

/**
 * Enables and disables one mangle rule in the background. The newest wish wins, the rule is read before each
 * change and read back after it, and a wish is spent once the router is seen to have it: what somebody else does
 * to the rule from then on is told once and left alone until the next wish.
 */
export class RuleSwitch {
  readonly #parts: RuleSwitchParts;
  readonly #faults: FaultMemory;
  #seen: RuleState = 'unknown';
  #wanted: 'enabled' | 'disabled' | null = null;
  #working: Promise<void> | null = null;

  constructor(parts: RuleSwitchParts) {
    this.#parts = parts;
    this.#faults = new FaultMemory(parts.clock, parts.logger);
  }

  /** The rule as last seen, however long ago. */
  get seen(): RuleState {
    return this.#seen;
  }

  /** True while the router has not been seen to have what was last wanted. */
  get behind(): boolean {
    return this.#wanted !== null;
  }

  faults(): Faults {
    return this.#faults.faults();
  }

  /**
   * Asks for a state and returns at once; no request is made when the rule was last seen in it. Each call is a new
   * wish: call it for transitions and, while `behind`, as often as you like, which drives retries.
   */
  want(enabled: boolean): void {
    const wanted = enabled ? 'enabled' : 'disabled';
    const isMet = this.#working === null && this.#seen === wanted;
    this.#wanted = isMet ? null : wanted;
    if (!isMet) this.#begin();
  }

  /**
   * Reads the rule, goes on with what is still wanted, and gives what was seen last. A failure is told to the
   * logger; for some seconds after one no request is made.
   */
  async look(): Promise<RuleState> {
    this.#begin();
    await this.settled();
    return this.#seen;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  #begin(): void {
    if (this.#working || !this.#faults.mayTry()) return;
    this.#working = this.#work().finally(() => {
      this.#working = null;
      // Wanted after the last look at the wish.
      if (this.behind) this.#begin();
    });
  }

  async #work(): Promise<void> {
    try {
      let fault = await this.#bring();
      // The rule was made anew between reading and changing it: look it up once more.
      if (fault?.kind === 'not-found') fault = await this.#bring();
      if (fault) this.#note(fault);
      else this.#faults.clear();
    } catch (error) {
      this.#note(asTransportError(error));
    }
  }

  /** Reads the rule and changes it until it is as wanted or a change fails; gives the failure. */
  async #bring(): Promise<TransportError | null> {
    let id = await this.#read();
    while (this.#wanted !== null && this.#wanted !== this.#seen) {
      const wanted = this.#wanted;
      const fault = await this.#set(id, wanted);
      if (fault) return fault;
      id = await this.#read();
      if (this.#seen !== wanted) {
        const message = `the router accepted a change of rule "${this.#parts.comment}", which is still ${this.#seen}`;
        return new TransportError('rejected', message);
      }
    }
    this.#wanted = null;
    return null;
  }

  /** Sees how the rule is and gives its id, which is never kept: after a restart it may be another rule's. */
  async #read(): Promise<string> {
    const { transport, comment, logger } = this.#parts;
    const rule = await findRule(transport, comment);
    const before = this.#seen;
    this.#seen = rule.state;
    if (!('id' in rule)) throw new TransportError('not-found', rule.problem);
    const isOthersDoing = rule.state !== before && (before === 'enabled' || before === 'disabled');
    if (isOthersDoing) logger.warn(`router: somebody else has ${rule.state} rule "${comment}"`);
    return rule.id;
  }

  async #set(id: string, wanted: 'enabled' | 'disabled'): Promise<TransportError | null> {
    const { transport, clock, telemetry } = this.#parts;
    const startedMs = clock.now();
    this.#seen = 'unknown';
    const disabled = wanted === 'disabled' ? 'yes' : 'no';
    const [outcome] = await transport.apply([{ menu: MANGLE_MENU, id, set: { disabled } }]);
    telemetry.record('write', clock.now() - startedMs);
    if (outcome?.status === 'failed') return outcome.error;
    telemetry.count('writes.applied');
    return null;
  }

  #note(error: TransportError): void {
    this.#parts.telemetry.count(`router-errors.${error.kind}`);
    this.#faults.note(error);
  }
}
