import { readFile, stat } from 'node:fs/promises';
import {
  type CancelTimer,
  type Clock,
  isJsonObject,
  type Json,
  type JsonObject,
  type Logger,
  type Zone,
} from '@wanctl/core';
import { STALE_MS, type WanReport, type WanSource, worse } from './wan-source.js';

/** What a WAN's state file says. */
interface WanState {
  /** Its text, by which a change is seen. */
  readonly text: string;
  readonly baselineMs: number | null;
  readonly zone: Zone | null;
}

/** What a `WanFile` works with. */
export interface WanFileParts {
  readonly wan: string;
  /** Paths where its state may be; the newest counts. */
  readonly files: readonly string[];
  /** How often they are looked at, ms. */
  readonly periodMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A loop that has just begun has not saved yet, and a process of one turn looks only once. */
const TELLING_MISS = 2;

/** A WAN whose loop runs in another process: heard of by its state file, which is only read. */
export class WanFile implements WanSource {
  readonly #parts: WanFileParts;
  #cancel: CancelTimer = () => {};
  #isStopped = false;
  #state: WanState | null = null;
  /** When it was last seen to change: a file that is found says nothing of when it was written. */
  #changedAtMs: number | null = null;
  /** Looks in a row that have found nothing. */
  #misses = 0;

  constructor(parts: WanFileParts) {
    this.#parts = parts;
  }

  start(): Promise<void> {
    return this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  report(nowMs: number): WanReport {
    const ageMs = this.#changedAtMs === null ? null : nowMs - this.#changedAtMs;
    const isFresh = ageMs !== null && ageMs <= STALE_MS;
    return {
      ageMs,
      baselineMs: this.#state?.baselineMs ?? null,
      zone: isFresh ? (this.#state?.zone ?? null) : null,
      measurement: null,
    };
  }

  async #look(): Promise<void> {
    const { files, clock, periodMs } = this.#parts;
    const state = await newestState(files);
    if (state && this.#state && state.text !== this.#state.text) this.#changedAtMs = clock.now();
    this.#state = state ?? this.#state;
    this.#tell(state === null);
    if (!this.#isStopped) this.#cancel = clock.schedule(() => void this.#look(), periodMs);
  }

  /** Tells once that there is no state, but not at the first look, and once that there is again. */
  #tell(isMissing: boolean): void {
    const { wan, files, logger } = this.#parts;
    const before = this.#misses;
    this.#misses = isMissing ? before + 1 : 0;
    if (this.#misses === TELLING_MISS)
      logger.warn(`no state of ${wan} in ${files.join(' or ')}: does its wanctl run?`);
    else if (!isMissing && before >= TELLING_MISS) logger.info(`state of ${wan} is there`);
  }
}

/** The newest of the states that can be read; a damaged file is passed over. */
async function newestState(files: readonly string[]): Promise<WanState | null> {
  const found = await Promise.all(
    files.map(async (file) => {
      try {
        return { mtimeMs: (await stat(file)).mtimeMs, state: parseState(await readFile(file, 'utf8')) };
      } catch {
        return null;
      }
    }),
  );
  const newestFirst = found.filter((entry) => entry !== null).sort((a, b) => b.mtimeMs - a.mtimeMs);
  return newestFirst[0]?.state ?? null;
}

/** Throws when the text is not JSON. */
function parseState(text: string): WanState {
  const value = sectionOf(JSON.parse(text) as Json);
  const baselineMs = sectionOf(value['ewma'])['baseline_rtt'];
  const congestion = sectionOf(value['congestion']);
  const download = zoneOf(congestion['dl_state']);
  const upload = zoneOf(congestion['ul_state']);
  return {
    text,
    baselineMs: typeof baselineMs === 'number' && Number.isFinite(baselineMs) ? baselineMs : null,
    zone: download && upload && worse({ download, upload }),
  };
}

function sectionOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function zoneOf(value: Json | undefined): Zone | null {
  return value === 'GREEN' || value === 'YELLOW' || value === 'SOFT_RED' || value === 'RED' ? value : null;
}
