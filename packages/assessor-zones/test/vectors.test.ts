import { readFileSync } from 'node:fs';
import type { JsonObject, RttSample } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import { ZonesAssessor, type ZonesState } from '../src/index.js';
import { lineOf, optionsOf, type WanFile } from './wan-file.js';

const CYCLE_MS = 2000;

interface Cycle {
  i: number;
  restart_before: boolean;
  pings: (number | null)[];
  router: 'ok' | 'fail' | 'raise';
  out: Record<string, number | string | boolean | null | number[]>;
}

interface Scenario {
  name: string;
  config: WanFile;
  cycles: Cycle[];
  state_file_after_cycle: Record<string, JsonObject | null>;
}

const { scenarios } = JSON.parse(
  readFileSync(new URL('fixtures/autorate.json', import.meta.url), 'utf8'),
) as {
  scenarios: Scenario[];
};

/** What surrounds the law in the original program: one ping round, a router that may fail, a state file. */
class OriginalLoop {
  file: JsonObject | null = null;
  #state: ZonesState;
  #applied: { dl_rate: number | null; ul_rate: number | null } = { dl_rate: null, ul_rate: null };
  #assessor: ZonesAssessor;

  constructor(private readonly config: WanFile) {
    this.#assessor = new ZonesAssessor(optionsOf(config), lineOf(config, CYCLE_MS));
    this.#state = this.#assessor.initial();
  }

  restart(): void {
    this.#assessor = new ZonesAssessor(optionsOf(this.config), lineOf(this.config, CYCLE_MS));
    this.#state = this.#assessor.restore(this.file ?? {});
    this.#applied = (this.file?.['last_applied'] ?? { dl_rate: null, ul_rate: null }) as never;
  }

  cycle({ i, pings, router }: Pick<Cycle, 'i' | 'pings' | 'router'>): Record<string, unknown> {
    const nowMs = i * CYCLE_MS;
    const rtt: RttSample[] = pings.map((rttMs, index) => ({
      kind: 'rtt',
      source: this.config.continuous_monitoring.ping_hosts[index] as string,
      sequence: i * 3 + index,
      sentAtMs: nowMs,
      rttMs,
    }));
    const accepted = { download: null, upload: null };
    const counters = { download: [], upload: [] };
    const turn = this.#assessor.assess(this.#state, {
      nowMs,
      rtt,
      pending: [],
      counters,
      acceptedBps: accepted,
    });
    this.#state = turn.state;
    const { download, upload } = turn.state;
    const differs = download.rateBps !== this.#applied.dl_rate || upload.rateBps !== this.#applied.ul_rate;
    const sends = turn.assessment !== null && differs;
    const ok = turn.assessment !== null && !(sends && router !== 'ok');
    if (sends && ok) this.#applied = { dl_rate: download.rateBps, ul_rate: upload.rateBps };
    if (ok) this.file = { ...this.#assessor.persist(turn.state), last_applied: { ...this.#applied } };
    return {
      result: ok ? 'ok' : sends && router === 'raise' ? 'exception' : 'failed',
      measured: turn.assessment?.delay?.measuredMs ?? null,
      baseline: turn.state.baselineMs,
      load: turn.state.loadMs,
      dl_zone: turn.assessment?.download.zone ?? null,
      ul_zone: turn.assessment?.upload.zone ?? null,
      dl_rate: download.rateBps,
      ul_rate: upload.rateBps,
      dl_green: download.greenStreak,
      dl_soft_red: download.softRedStreak,
      dl_red: download.redStreak,
      ul_green: upload.greenStreak,
      ul_soft_red: upload.softRedStreak,
      ul_red: upload.redStreak,
      sent: sends ? [download.rateBps, upload.rateBps] : null,
      applied_dl: this.#applied.dl_rate,
      applied_ul: this.#applied.ul_rate,
      state_saved: ok,
    };
  }
}

describe.each(scenarios)('golden scenario $name', (scenario) => {
  it(`agrees in all ${scenario.cycles.length} cycles, restarts and router failures included`, () => {
    const loop = new OriginalLoop(scenario.config);
    for (const cycle of scenario.cycles) {
      if (cycle.restart_before) loop.restart();
      const out = loop.cycle(cycle);
      // Bit for bit, which is stricter than the 1e-9 that would do.
      expect({ i: cycle.i, ...out }).toEqual({ i: cycle.i, ...cycle.out });
      const file = scenario.state_file_after_cycle[cycle.i];
      if (file) expect(loop.file).toMatchObject(file);
    }
  });
});

it('agrees with the 61-row trace', () => {
  const config = scenarios[0]?.config as WanFile;
  const [, ...rows] = readFileSync(new URL('fixtures/trace-autorate.csv', import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/);
  const loop = new OriginalLoop(config);
  expect(rows).toHaveLength(61);
  for (const row of rows) {
    const [i, p1, p2, p3, router, result, measured, load, baseline, , dlZone, ulZone, dl, ul, ...rest] =
      row.split(',');
    const [green, softRed, red, ulGreen, ulRed, sentDl, sentUl, saved] = rest;
    const out = loop.cycle({
      i: Number(i),
      pings: [p1, p2, p3].map((ping) => (ping ? Number(ping) : null)),
      router: router === 'ok' ? 'ok' : 'fail',
    });
    expect({ i, ...out }).toMatchObject({
      i,
      result,
      measured: measured ? Number(measured) : null,
      load: Number(load),
      baseline: Number(baseline),
      dl_zone: dlZone || null,
      ul_zone: ulZone || null,
      dl_rate: Number(dl),
      ul_rate: Number(ul),
      dl_green: Number(green),
      dl_soft_red: Number(softRed),
      dl_red: Number(red),
      ul_green: Number(ulGreen),
      ul_red: Number(ulRed),
      sent: sentDl ? [Number(sentDl), Number(sentUl)] : null,
      state_saved: saved === '1',
    });
  }
});
