import { afterProbe, NO_FIGURES, type ReflectorFigures, scoreOf } from './figures.js';

/** A probe that was answered or, with null for its RTT, lost. */
interface Outcome {
  readonly source: string;
  readonly sentAtMs: number;
  readonly rttMs: number | null;
}

/** Probes before a reflector is judged. */
const MIN_PROBES = 10;
/** A reflector is bad when its score is this much below that of the others. */
const BAD_BELOW = 0.25;
/** A reflector that was set aside is good again after so many answers in a row. */
const ANSWERS_TO_RETURN = 3;

/** How many reflectors a roster has to do with. */
export interface RosterSize {
  /** In service at one time, at most. */
  readonly active: number;
  /** Never fewer are left by setting aside. */
  readonly kept: number;
}

/**
 * Who is probed: the first `active` of all reflectors that are not set aside. A reflector is set aside for being worse
 * than the others, so that a fault of the line, which is the fault of none, changes nothing.
 */
export class Roster {
  readonly #all: readonly string[];
  readonly #size: RosterSize;
  readonly #figures = new Map<string, ReflectorFigures>();
  /** Those set aside, with their answers in a row since. */
  readonly #aside = new Map<string, number>();

  constructor(all: readonly string[], size: RosterSize) {
    this.#all = all;
    this.#size = size;
  }

  /** Reflectors to probe all the time, in order. */
  inService(): readonly string[] {
    return this.#all.filter((host) => !this.#aside.has(host)).slice(0, this.#size.active);
  }

  /** Reflectors to try now and then. */
  aside(): readonly string[] {
    return [...this.#aside.keys()];
  }

  figuresOf(host: string): ReflectorFigures {
    return this.#figures.get(host) ?? NO_FIGURES;
  }

  note(outcome: Outcome): void {
    const { source, rttMs } = outcome;
    const answers = this.#aside.get(source);
    if (answers === undefined) this.#figures.set(source, afterProbe(this.figuresOf(source), outcome));
    else this.#aside.set(source, rttMs === null ? 0 : answers + 1);
  }

  /** Takes back those that are good again and sets aside those that are bad. Gives what changed, for people. */
  review(): string[] {
    return [...this.#takeBack(), ...this.#setAside()];
  }

  #takeBack(): string[] {
    const good = [...this.#aside].filter(([, answers]) => answers >= ANSWERS_TO_RETURN).map(([host]) => host);
    for (const host of good) {
      this.#aside.delete(host);
      this.#figures.delete(host);
    }
    return good.map((host) => `reflector ${host} answers again`);
  }

  /** The worst first, as long as enough are left. */
  #setAside(): string[] {
    const judged = this.inService()
      .map((host) => ({ host, figures: this.figuresOf(host), score: scoreOf(this.figuresOf(host)) }))
      .filter(({ figures }) => figures.probes >= MIN_PROBES)
      .sort((a, b) => a.score - b.score);
    const medianScore = judged[Math.floor(judged.length / 2)]?.score ?? 0;
    const spare = this.#all.length - this.#aside.size - this.#size.kept;
    const bad = judged.filter(({ score }) => score < medianScore - BAD_BELOW).slice(0, Math.max(0, spare));
    for (const { host } of bad) this.#aside.set(host, 0);
    return bad.map(({ host, figures }) => `reflector ${host} is set aside: ${describe(figures)}`);
  }
}

function describe({ loss, jitterMs }: ReflectorFigures): string {
  return `loss ${Math.round(loss * 100)} %, jitter ${jitterMs.toFixed(1)} ms`;
}
