import {
  type CounterSample,
  type EventMap,
  Events,
  type ProbeHealth,
  Telemetry,
  type Zone,
} from '@wanctl/core';
import { ManualClock, MemoryRouter, MemoryStateStore, RecordingLogger } from '@wanctl/core/testing';
import { createSteering, type SteeringSettings, WanEvents } from '../src/index.js';
import { lawOptions } from './law/golden.js';

/** Comments of the two alternates' rules. */
export const RULES = { wan2: 'ADAPTIVE: Steer to WAN2 (100%)', wan3: 'to "wan3"' };

const DOCUMENT = 'steering';

/** What a WAN's loop tells in one tick. */
export interface Told {
  readonly rttMs?: number;
  readonly zone?: Zone;
  readonly dropped?: number;
  readonly queuedPackets?: number;
}

/** A steering with a router, a state store and the loops of three WANs, all in memory. */
export class House {
  readonly clock = new ManualClock();
  readonly events = new Events((error) => {
    throw error;
  });
  readonly logger = new RecordingLogger();
  readonly told: EventMap['steering'][] = [];
  readonly router: MemoryRouter;
  readonly store: MemoryStateStore;
  readonly loop;
  #sequence = 0;
  #dropped = 1000;

  constructor({
    router = newRouter(),
    store = new MemoryStateStore(),
    settings = {},
  }: {
    router?: MemoryRouter;
    store?: MemoryStateStore;
    settings?: Partial<SteeringSettings>;
  } = {}) {
    this.router = router;
    this.store = store;
    const { clock, events, logger } = this;
    events.on('steering', (event) => this.told.push(event));
    this.loop = createSteering(
      {
        ...lawOptions(),
        name: DOCUMENT,
        alternates: [
          { wan: 'wan2', ruleComment: RULES.wan2 },
          { wan: 'wan3', ruleComment: RULES.wan3 },
        ],
        primaryQueue: 'Down',
        dryRun: false,
        ...settings,
      },
      {
        ...{ transport: router, store, clock, logger, events, probes: [], telemetry: new Telemetry() },
        sourceOf: (wan) => new WanEvents({ wan, events, clock }),
      },
    );
  }

  /** Has the primary's loop tell the same every 2 s, for so many times, each shortly before steering's tick. */
  async tell(told: Told, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await this.clock.advance(1000);
      this.tellOf('wan1', told);
      await this.clock.advance(1000);
    }
  }

  /** As `tell`, for one tick of any WAN and without time passing. */
  tellOf(wan: string, { rttMs, zone = 'GREEN', dropped = 0, queuedPackets = 0 }: Told): void {
    this.#sequence += 1;
    this.#dropped += dropped;
    const counters: CounterSample = {
      ...{ kind: 'counters', source: 'Down', sequence: this.#sequence, atMs: this.clock.now() },
      ...{ bytes: this.#sequence * 1000, packets: this.#sequence, dropped: this.#dropped },
      ...{ queuedBytes: queuedPackets * 1500, queuedPackets },
    };
    const direction = { zone, rateBps: 1, reason: { code: 'test', text: 'test' } };
    const delay =
      rttMs === undefined ? null : { measuredMs: rttMs, baselineMs: 24, loadMs: rttMs, deltaMs: rttMs - 24 };
    this.events.emit('tick', {
      wan,
      atMs: this.clock.now(),
      observation: {
        ...{ nowMs: this.clock.now(), rtt: [], pending: [], acceptedBps: { download: null, upload: null } },
        counters: { download: [counters], upload: [] },
      },
      assessment: { download: direction, upload: direction, delay },
    });
  }

  /** Tells the state of a WAN's RTT measurement. */
  measure(wan: string, state: ProbeHealth['state']): void {
    this.events.emit('measurement', { wan, measures: 'rtt', health: { state, engine: 'test', detail: '' } });
  }

  /** The rules that the router has enabled. */
  get enabled(): string[] {
    const rows = this.router.menus['ip/firewall/mangle'] ?? [];
    return rows.flatMap((row) => (row['disabled'] === 'no' ? (row['comment'] ?? '') : []));
  }

  /** The state that the file says. */
  get saved(): unknown {
    return this.store.documents.get(DOCUMENT)?.['current_state'];
  }

  /** Log lines that begin so, or contain it. */
  lines(text: string): string[] {
    return this.logger.lines.filter((line) => line.includes(text));
  }
}

/** A router with both rules, disabled, and one that is nobody's business. */
export function newRouter(): MemoryRouter {
  const rule = (id: string, comment: string) => ({ '.id': id, comment, disabled: 'yes' });
  return new MemoryRouter({
    'ip/firewall/mangle': [rule('*1', 'Steer to WAN2'), rule('*2', RULES.wan2), rule('*3', RULES.wan3)],
  });
}

/** A congested primary. */
export const RED: Told = { rttMs: 200, dropped: 5, queuedPackets: 90, zone: 'RED' };
/** One at rest. */
export const CALM: Told = { rttMs: 24 };
