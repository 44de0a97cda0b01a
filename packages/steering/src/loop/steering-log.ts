import type { Clock, Logger } from '@wanctl/core';
import type { Congestion, SteeringFigures, SteeringVerdict, Transition } from '../law/observation.js';
import { stateName } from '../law/saved-state.js';
import type { SteeringLawOptions } from '../law/steering-options.js';
import type { SteeringState } from '../law/steering-state.js';

/** Measurements are logged this often at most, ms: a little less than the usual cycle of 2 s. */
const SPACING_MS = 1900;
/** Reasons that are worth a line when they come up. */
const REFUSALS = ['no-alternate', 'left-alone', 'too-soon', 'budget'];

/** All lines of the steering's log about its decisions, in the layouts that tools of the original program parse. */
export class SteeringLog {
  readonly #options: SteeringLawOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #loggedAtMs = Number.NEGATIVE_INFINITY;
  #told = '';

  constructor(options: SteeringLawOptions, clock: Clock, logger: Logger) {
    this.#options = options;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Tells what a tick showed, decided and changed. */
  tick(state: SteeringState, verdict: SteeringVerdict, congestionBefore: Congestion): void {
    if (verdict.transition) this.#logger.info(this.#transitionLine(verdict.transition));
    const nowMs = this.#clock.now();
    if (verdict.figures && nowMs - this.#loggedAtMs >= SPACING_MS) {
      this.#loggedAtMs = nowMs;
      this.#logger.info(measurementLine(this.#options, state, verdict.figures, congestionBefore));
    }
    this.#tellDecision(verdict);
  }

  #tellDecision({ target, wanted, reason }: SteeringVerdict): void {
    const isRefusal = REFUSALS.includes(reason.code);
    const key = wanted === target && !isRefusal ? '' : `${wanted} ${reason.code}`;
    if (key === this.#told) return;
    this.#told = key;
    if (key === '') return;
    const { primaryWan } = this.#options;
    if (isRefusal) this.#logger.warn(`new connections stay on ${target ?? primaryWan}: ${reason.text}`);
    else if (wanted === null) this.#logger.info(`${primaryWan} has recovered: ${reason.text}`);
    else this.#logger.warn(`${primaryWan} is degraded, steering to ${wanted}: ${reason.text}`);
  }

  #transitionLine({ from, to, cause }: Transition): string {
    const { primaryWan, guard } = this.#options;
    const why = {
      decided: '',
      reconciled: ', as the router has it',
      foreign: `, by somebody else; left alone for ${Math.round(guard.handsOffSec / 60)} min`,
    };
    const states = `${stateName(primaryWan, from)} -> ${stateName(primaryWan, to)}`;
    return `${states}: new connections go over ${to ?? primaryWan}${why[cause]}`;
  }
}

/**
 * `[WAN1_GOOD] rtt=…ms ewma=…ms drops=… q=… | congestion=…` with delays over the baseline and the congestion of the
 * cycle before; judging by delay alone `[WAN1_GOOD] RTT=…ms, baseline=…ms, delta=…ms | bad_count=…/…, good_count=…/…`.
 */
function measurementLine(
  { primaryWan, judge, thresholds }: SteeringLawOptions,
  { target, badCount, goodCount }: SteeringState,
  figures: SteeringFigures,
  congestionBefore: Congestion,
): string {
  const name = stateName(primaryWan, target);
  const ms = (value: number) => `${value.toFixed(1)}ms`;
  if (judge === 'delay') {
    const counts = `bad_count=${badCount}/${thresholds.badSamples}, good_count=${goodCount}/${thresholds.goodSamples}`;
    return `[${name}] RTT=${ms(figures.rttMs)}, baseline=${ms(figures.baselineMs)}, delta=${ms(figures.deltaMs)} | ${counts}`;
  }
  const { deltaMs, deltaEwmaMs, drops, queuedPackets } = figures;
  return `[${name}] rtt=${ms(deltaMs)} ewma=${ms(deltaEwmaMs)} drops=${drops} q=${queuedPackets} | congestion=${congestionBefore}`;
}
