import type { Direction } from '@wanctl/core';
import { describe, expect, it, vi } from 'vitest';
import { type Run, runLine, type Scene } from './line-model.js';
import { mostAMinute, quantile, writesOf } from './model/figures.js';
import { adaptive, down, downloadScene, MBIT, quiet, up } from './scenes.js';

/** Simulated minutes take as long as the machine is busy. */
vi.setConfig({ testTimeout: 60_000 });

const EVERY_RATE: Scene['startBps'] = { download: 40 * MBIT, upload: 20 * MBIT };

/** The first moment after `fromMs` at which the wanted rate is below a limit, ms after that. */
function below({ ticks }: Run<unknown>, direction: Direction, limitBps: number, fromMs: number): number {
  const first = ticks.find(
    ({ atMs, assessment }) => atMs >= fromMs && (assessment?.[direction].rateBps ?? limitBps) < limitBps,
  );
  return (first?.atMs ?? Number.POSITIVE_INFINITY) - fromMs;
}

function codes({ ticks }: Run<unknown>, direction: Direction): Set<string | undefined> {
  return new Set(ticks.map(({ assessment }) => assessment?.[direction].reason.code));
}

function leastBps({ ticks }: Run<unknown>, direction: Direction, fromMs = 0): number {
  return Math.min(
    ...ticks.filter(({ atMs }) => atMs >= fromMs).map(({ acceptedBps }) => acceptedBps[direction]),
  );
}

describe('a loss of capacity', () => {
  const AT_MS = 15_000;
  const step = (nowMs: number) => (nowMs < AT_MS ? 40 : 16) * MBIT;

  it.each(['cubic', 'bbr'] as const)('is met within 700 ms at an RTT of 40 ms (%s senders)', (sender) => {
    const run = runLine(adaptive(), downloadScene(down(step, sender), 30, { baseRttMs: 40 }));
    const restingBps = run.ticks.findLast(({ atMs }) => atMs < AT_MS)?.acceptedBps.download ?? 0;
    expect(below(run, 'download', restingBps, AT_MS)).toBeLessThanOrEqual(300);
    expect(below(run, 'download', 16 * MBIT, AT_MS)).toBeLessThanOrEqual(700);
    expect(quantile(run.felt, 1, AT_MS - 2000)).toBeLessThanOrEqual(600);
    // Down to nine tenths of the capacity, senders like BBR keep a round trip's worth in the line's buffer.
    expect(quantile(run.felt, 0.95, AT_MS + 3000)).toBeLessThanOrEqual(sender === 'bbr' ? 50 : 40);
  });

  it.each([20, 200])('is met at a tick of %i ms as well', (tickMs) => {
    const run = runLine(adaptive(), downloadScene(down(step), 30, { baseRttMs: 40, tickMs }));
    expect(below(run, 'download', 16 * MBIT, AT_MS)).toBeLessThanOrEqual(900);
    expect(quantile(run.felt, 0.95, AT_MS + 3000)).toBeLessThanOrEqual(40);
  });
});

describe('a steady line', () => {
  it('is used to 93 % with little delay', () => {
    const run = runLine(
      adaptive(),
      downloadScene(
        down(() => 25 * MBIT),
        60,
      ),
    );
    expect(run.utilisation.download(5000)).toBeGreaterThanOrEqual(0.93);
    expect(quantile(run.felt, 0.95, 5000)).toBeLessThanOrEqual(30);
  });
});

describe("the line's own jitter", () => {
  it.each([20, 50])('of %i ms is learned under load, too', (jitterMs) => {
    const road = down(() => 25 * MBIT);
    const jitter: Scene['extraMs'] = (_, __, random) => jitterMs * random();
    const run = runLine(adaptive(), downloadScene(road, 40, { extraMs: jitter }));
    expect(run.utilisation.download(10_000)).toBeGreaterThanOrEqual(0.9);
  });
});

describe('delay without load', () => {
  const idle = (extraMs: Scene['extraMs'], seconds: number): Scene => ({
    roads: { download: quiet(down(() => 40 * MBIT)), upload: quiet(up(() => 20 * MBIT)) },
    startBps: EVERY_RATE,
    seconds,
    ...(extraMs && { extraMs }),
  });

  it('cuts nothing in an hour of jitter up to 100 ms and spikes', { timeout: 300_000 }, () => {
    const run = runLine(
      adaptive(),
      idle((nowMs, _, random) => 100 * random() + (nowMs % 60_000 < 3000 ? 100 : 0), 3600),
    );
    expect(leastBps(run, 'download')).toBe(40 * MBIT);
    expect(leastBps(run, 'upload')).toBe(20 * MBIT);
    expect(codes(run, 'download')).toContain('no-load');
  });
});

describe('an idle line', () => {
  it('moves to its base rates by 3 % every 2 s', () => {
    const scene: Scene = {
      roads: { download: quiet(down(() => 40 * MBIT)), upload: quiet(up(() => 20 * MBIT)) },
      startBps: EVERY_RATE,
      seconds: 120,
    };
    const law = adaptive({ download: { base_mbps: 10 }, upload: { base_mbps: 5 } });
    const from = law.restore({ download: { current_rate: 14 * MBIT }, upload: { current_rate: 4 * MBIT } });
    const { ticks } = runLine(law, scene, from);
    const rates = writesOf(ticks, 'download').map(({ rateBps }) => rateBps / MBIT);
    expect(rates.slice(0, 2)).toEqual([14, 13.58]);
    expect(rates.at(-1)).toBeCloseTo(10, 0);
    expect(writesOf(ticks, 'upload').at(-1)?.rateBps).toBeGreaterThan(4.9 * MBIT);
    expect(mostAMinute(writesOf(ticks, 'download'))).toBeLessThan(31);
  });
});

describe('one bad reflector', () => {
  it.each([
    ['slow', 80],
    ['silent', null],
  ])('that is %s cuts nothing', (_, badMs) => {
    const scene = downloadScene(
      down((nowMs) => (nowMs < 0 ? 40 : 41) * MBIT),
      60,
      {
        startBps: EVERY_RATE,
        reflectors: ['a', 'b'],
        extraMs: (nowMs, reflector) => (reflector === 'b' && nowMs > 5000 ? badMs : 0),
      },
    );
    expect(leastBps(runLine(adaptive(), scene), 'download', 5000)).toBe(40 * MBIT);
  });
});

describe('both directions loaded', () => {
  const both = (downMbps: (nowMs: number) => number, upMbps: (nowMs: number) => number): Scene => ({
    roads: {
      download: down((nowMs) => downMbps(nowMs) * MBIT),
      upload: up((nowMs) => upMbps(nowMs) * MBIT),
    },
    startBps: EVERY_RATE,
    seconds: 40,
  });

  it('cuts the download when the download fades', () => {
    const run = runLine(
      adaptive(),
      both(
        (nowMs) => (nowMs < 20_000 ? 41 : 15),
        () => 21,
      ),
    );
    expect(leastBps(run, 'download', 22_000)).toBeLessThan(15 * MBIT);
    expect(run.utilisation.upload(22_000)).toBeGreaterThan(0.8);
  });

  it('cuts the upload when the upload fades', () => {
    const run = runLine(
      adaptive(),
      both(
        () => 41,
        (nowMs) => (nowMs < 20_000 ? 21 : 8),
      ),
    );
    expect(leastBps(run, 'upload', 22_000)).toBeLessThan(8 * MBIT);
    expect(run.utilisation.download(22_000)).toBeGreaterThan(0.8);
    expect(quantile(run.felt, 0.95, 24_000)).toBeLessThan(60);
  });
});

describe('a delay that shaping does not cure', () => {
  it.each(['cubic', 'bbr'] as const)(
    'stops the cutting, restores the rates and is told (%s senders)',
    (sender) => {
      const scene = downloadScene(
        down(() => 45 * MBIT, sender),
        60,
        {
          startBps: EVERY_RATE,
          extraMs: (nowMs) => (nowMs > 20_000 ? 60 : 0),
        },
      );
      const run = runLine(adaptive(), scene);
      expect(codes(run, 'download')).toContain('not-ours');
      expect(leastBps(run, 'download')).toBeLessThan(38 * MBIT);
      expect(run.utilisation.download(40_000)).toBeGreaterThan(0.75);
    },
  );

  it('is not what a fading line has', () => {
    const fading = down((nowMs) => Math.max(3, 40 - nowMs / 1000) * MBIT);
    expect(codes(runLine(adaptive(), downloadScene(fading, 60)), 'download')).not.toContain('not-ours');
  });

  it('is not what drains slowly', () => {
    const step = down((nowMs) => (nowMs < 15_000 ? 40 : 16) * MBIT, 'bbr');
    const scene = downloadScene(step, 60, { baseRttMs: 100 });
    expect(codes(runLine(adaptive(), scene), 'download')).not.toContain('not-ours');
  });
});

describe('an outage', () => {
  it('leaves the rates where they were', () => {
    const dead = (nowMs: number) => nowMs > 20_000 && nowMs < 40_000;
    const line = down((nowMs) => (dead(nowMs) ? 0 : 25 * MBIT));
    const scene = downloadScene(line, 60, { extraMs: (nowMs) => (dead(nowMs) ? null : 0) });
    const run = runLine(adaptive(), scene);
    const beforeBps = run.ticks.findLast(({ atMs }) => atMs < 20_000)?.acceptedBps.download ?? 0;
    const keptBps = run.ticks.findLast(({ atMs }) => atMs < 40_000)?.acceptedBps.download;
    expect(keptBps).toBeGreaterThan(0.9 * beforeBps);
    expect(codes(run, 'download')).toContain('outage');
  });

  it('of the router that makes the counters start anew changes nothing', () => {
    const scene = downloadScene(
      down(() => 25 * MBIT),
      30,
      { countersResetAtMs: 20_000 },
    );
    const run = runLine(adaptive(), scene);
    expect(leastBps(run, 'download', 18_000)).toBeGreaterThan(0.7 * 25 * MBIT);
  });
});

describe('a restart', () => {
  it('in the middle of congestion comes back to the last good rates', () => {
    const law = adaptive();
    const step = (nowMs: number) => (nowMs < 15_000 ? 25 : 16) * MBIT;
    const before = runLine(law, downloadScene(down(step), 15.55));
    expect(before.state.download.phase).toBe('drain');
    const restored = adaptive().restore(JSON.parse(JSON.stringify(law.persist(before.state))));
    expect(restored.download.rateBps).toBeGreaterThan(before.state.download.rateBps);
    expect(restored.download.rateBps).toBeLessThan(25 * MBIT);
    const after = runLine(
      law,
      downloadScene(
        down(() => 16 * MBIT),
        20,
      ),
      restored,
    );
    expect(quantile(after.felt, 0.95, 3000)).toBeLessThanOrEqual(30);
  });
});

describe('without counters', () => {
  it('cuts carefully when the delay lasts, and says why', () => {
    const step = (nowMs: number) => (nowMs < 10_000 ? 45 : 20) * MBIT;
    const run = runLine(adaptive(), downloadScene(down(step), 40, { pollMs: 0, startBps: EVERY_RATE }));
    expect(codes(run, 'download')).toContain('cut-blind');
    expect(quantile(run.felt, 0.95, 25_000)).toBeLessThanOrEqual(80);
    expect(leastBps(run, 'download', 10_000)).toBeGreaterThan(5 * MBIT);
  });
});

describe('writes', () => {
  it('stay under 150 a minute and 1 % on a line that never rests', () => {
    const wild = down((nowMs) => (20 + 18 * Math.sin(nowMs / 250)) * MBIT, 'bbr');
    const writes = writesOf(runLine(adaptive(), downloadScene(wild, 150)).ticks, 'download');
    expect(writes.length).toBeGreaterThan(100);
    expect(mostAMinute(writes)).toBeLessThanOrEqual(150);
    const changes = writes
      .slice(1)
      .map(({ rateBps }, at) => Math.abs(rateBps / (writes[at]?.rateBps ?? 1) - 1));
    expect(Math.min(...changes)).toBeGreaterThanOrEqual(0.01);
  });
});

describe('modes', () => {
  const scene = downloadScene(
    down((nowMs) => (nowMs < 10_000 ? 40 : 10) * MBIT),
    20,
  );
  const rates = (mode: string) =>
    runLine(adaptive({ download: { mode, base_mbps: 30 } }), scene).ticks.map(
      ({ assessment }) => assessment?.download.rateBps,
    );

  it('`static` holds the base rate', () => expect(new Set(rates('static'))).toEqual(new Set([30 * MBIT])));
  it('`monitor` leaves what the router has', () =>
    expect(new Set(rates('monitor'))).toEqual(new Set([12 * MBIT])));
});
