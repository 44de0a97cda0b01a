import type { CounterSample, EventMap, LineSettings, Zone } from '@wanctl/core';
import { Events, Telemetry } from '@wanctl/core';
import { ManualClock, MemoryRouter, RecordingLogger } from '@wanctl/core/testing';
import { onTestFinished } from 'vitest';
import { CakeProbe, CakeProbeOptions } from '../src/index.js';

/** A sample of one queue; what is not given is 0. */
export function sample(fields: Partial<CounterSample>): CounterSample {
  return {
    ...{ kind: 'counters', source: 'WAN-Download', sequence: 0, atMs: 0 },
    ...{ bytes: 0, packets: 0, dropped: 0, queuedBytes: 0, queuedPackets: 0 },
    ...fields,
  };
}

/** A row of `queue/tree` with a limit of 100 Mbit/s; tests change it as traffic would. */
export function queueRow(name: string): Record<string, string> {
  return {
    ...{ '.id': `*${name}`, name, 'max-limit': '100000000' },
    ...{ bytes: '0', packets: '0', dropped: '0', 'queued-bytes': '0', 'queued-packets': '0' },
  };
}

/** A line whose queues are `<name>-down` and `<name>-up`. */
export function lineOf(wanName: string): LineSettings {
  const bounds = { floorBps: 1e6, ceilingBps: 1e8 };
  return {
    ...{ wanName, intervalMs: 50, baselineRttMs: 20, reflectors: [] },
    queues: { download: `${wanName}-down`, upload: `${wanName}-up` },
    bounds: { download: bounds, upload: bounds },
  };
}

/** A router in memory with the queues of two WANs, `a` and `b`, and all that a probe works with. */
export function bench() {
  const clock = new ManualClock();
  const events = new Events();
  const telemetry = new Telemetry();
  const logger = new RecordingLogger();
  const rows = ['a-down', 'a-up', 'b-down', 'b-up'].map(queueRow);
  const router = new MemoryRouter({ 'queue/tree': rows });

  /** A started probe of one WAN and what it delivers. */
  async function probe(wan: string, options: Partial<CakeProbeOptions> = {}) {
    const complete = { ...new CakeProbeOptions(), ...options };
    const made = new CakeProbe(complete, lineOf(wan), router, events, clock, telemetry, logger);
    const samples: CounterSample[] = [];
    await made.start((one) => one.kind === 'counters' && samples.push(one));
    onTestFinished(() => made.stop());
    return { probe: made, samples };
  }

  return { clock, events, telemetry, logger, rows, router, probe };
}

/** Adds to the counters of a row. */
export function pass(row: Record<string, string> | undefined, bytes: number): void {
  if (!row) throw new Error('no such row');
  row['bytes'] = String(Number(row['bytes']) + bytes);
  row['packets'] = String(Number(row['packets']) + Math.ceil(bytes / 1500));
}

/** A turn of a WAN's loop that saw nothing and found the same zone both ways; null: it could not judge. */
export function tick(wan: string, zone: Zone | null): EventMap['tick'] {
  const observation = {
    ...{ nowMs: 0, rtt: [], pending: [] },
    counters: { download: [], upload: [] },
    acceptedBps: { download: null, upload: null },
  };
  if (zone === null) return { wan, atMs: 0, observation, assessment: null };
  const one = { zone, rateBps: 1e8, reason: { code: 'test', text: 'test' } };
  return { wan, atMs: 0, observation, assessment: { download: one, upload: one, delay: null } };
}
